/**
 * Quantized activations, for an ActivationLayer or any layer that takes an activation. {@link
 * org.bnn4j.layers.activations.SignSTE} is the usual one; put it between a batch normalization and
 * the next binary layer. Their class names are part of saved networks.
 */
package org.bnn4j.layers.activations;
