package org.bnn4j.layers;

import org.bnn4j.layers.quantizers.WeightQuantizer;

/** The configuration of a layer that trains latent weights and multiplies by quantized ones. */
public interface QuantizedLayer {
  /** Returns what turns the latent weights into levels and scales. */
  WeightQuantizer quantizer();

  /** Returns the bound of the latent weights; 0 if they are not clipped. */
  double clip();
}
