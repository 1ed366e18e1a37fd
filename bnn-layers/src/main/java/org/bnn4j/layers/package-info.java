/**
 * Binary and ternary layers for Deeplearning4j: the configurations that users put into their
 * networks, {@link org.bnn4j.layers.BinaryDense}, {@link org.bnn4j.layers.TernaryDense}, {@link
 * org.bnn4j.layers.BinaryConv2D} and their like. They train real-valued latent weights and multiply
 * by quantized ones. What they compute is in {@code org.bnn4j.layers.internal.impl}; what becomes
 * of latent weights in {@code org.bnn4j.layers.quantizers}.
 */
package org.bnn4j.layers;
