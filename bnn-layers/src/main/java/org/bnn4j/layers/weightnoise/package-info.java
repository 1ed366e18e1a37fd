/**
 * Quantized weights in the layers of Deeplearning4j itself, recurrent ones among them, by its hook
 * for weight noise. {@link org.bnn4j.layers.weightnoise.QuantizedWeights} is the way in.
 */
package org.bnn4j.layers.weightnoise;
