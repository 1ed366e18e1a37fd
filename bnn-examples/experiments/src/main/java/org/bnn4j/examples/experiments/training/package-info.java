/**
 * What the experiments share: networks, a training with checkpoints, and the comparison of network
 * and packed model. {@code Experiment} is the way in; {@code TrainingFlags} and its like are
 * options of the command line.
 */
package org.bnn4j.examples.experiments.training;
