/**
 * Maps from latent weights to levels and scales, which every quantized layer shares: {@link
 * org.bnn4j.layers.quantizers.WeightQuantizer} and what implements it. {@link
 * org.bnn4j.layers.quantizers.PseudoGradient} stands for the derivative of a sign, of weights and
 * of activations. Training and export call the same object, so they cannot differ.
 */
package org.bnn4j.layers.quantizers;
