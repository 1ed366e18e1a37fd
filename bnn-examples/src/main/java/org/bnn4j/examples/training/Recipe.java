package org.bnn4j.examples.training;

/**
 * What the networks of the examples have in common.
 *
 * @param precision of weights and activations
 * @param learningRate Adam's, in the first epoch
 * @param decay factor of the learning rate from epoch to epoch
 * @param seed of the initial weights
 */
public record Recipe(Precision precision, double learningRate, double decay, long seed) {}
