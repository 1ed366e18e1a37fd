/**
 * What the examples share: a network, its training with checkpoints, and the comparison of both
 * sides of an export.
 */
package org.bnn4j.examples.experiments.training;
