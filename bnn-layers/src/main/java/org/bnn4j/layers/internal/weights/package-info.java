/**
 * What quantized layers and weight noises have in common, below both. Internal: only bnn-layers
 * uses it. The way in is {@link org.bnn4j.layers.internal.weights.QuantizedParameters}.
 */
package org.bnn4j.layers.internal.weights;
