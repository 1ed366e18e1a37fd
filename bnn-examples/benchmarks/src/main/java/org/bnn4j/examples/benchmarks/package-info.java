/**
 * Speed of training and inference, in the Maven profile {@code bench}: {@link
 * org.bnn4j.examples.benchmarks.TrainingSpeed} and {@link
 * org.bnn4j.examples.benchmarks.Cifar10Speed} here, single products in {@code kernels}, other
 * runtimes in {@code peers}. Benchmarks alone may use packages that bnn-kernels does not export.
 */
package org.bnn4j.examples.benchmarks;
