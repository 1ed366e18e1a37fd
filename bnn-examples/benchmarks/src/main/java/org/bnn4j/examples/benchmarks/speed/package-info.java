/**
 * Measurements of inference for {@code Cifar10Speed}. Each takes turns with the others and checks
 * what it measures.
 */
package org.bnn4j.examples.benchmarks.speed;
