/**
 * Forward and backward passes of the layers that {@link org.bnn4j.layers} configures. Internal: for
 * bnn4j's own modules; it may change without notice. {@code StraightThroughLayer} is what all have
 * in common. A dense layer is {@code QuantizedDenseLayer}; a convolution is {@code
 * QuantizedConvLayer}, whose {@code gradients} is the backward pass, on {@code ConvolutionCall} and
 * ND4J's convolution in {@code NativeConvolution}.
 */
package org.bnn4j.layers.internal.impl;
