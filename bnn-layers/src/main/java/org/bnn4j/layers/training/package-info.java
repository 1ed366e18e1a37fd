/**
 * Tools for training on any network: {@link org.bnn4j.layers.training.BatchNormRefit} measures the
 * statistics of batch normalizations anew, and {@link org.bnn4j.layers.training.BestCheckpoint}
 * keeps the best network on disk.
 */
package org.bnn4j.layers.training;
