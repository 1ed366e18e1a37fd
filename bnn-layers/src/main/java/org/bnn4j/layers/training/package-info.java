/**
 * Tools for training: statistics of batch normalization measured anew, and the best network kept.
 */
package org.bnn4j.layers.training;
