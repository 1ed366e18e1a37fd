/**
 * Trainings with options, checkpoints and learning curves: {@link
 * org.bnn4j.examples.experiments.MnistMlp}, {@code MnistConvNet} and {@code Cifar10ConvNet}; {@code
 * VerifyModel}, {@code SurveyNetwork} and {@code GeometryPaper} look at what came of them. To learn
 * how to use bnn4j, read the module of examples first.
 */
package org.bnn4j.examples.experiments;
