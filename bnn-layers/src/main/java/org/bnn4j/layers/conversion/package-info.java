/**
 * From a trained float network to a quantized one that keeps its weights as latent weights, to be
 * fine-tuned. {@link org.bnn4j.layers.conversion.Binarization} is the way in.
 */
package org.bnn4j.layers.conversion;
