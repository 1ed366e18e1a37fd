package org.bnn4j.layers.internal.weights;

import java.util.Optional;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A weight noise that quantizes parameters of the layer that it is set on. */
public interface QuantizedParameters extends IWeightNoise {

  /** Returns what turns the latent weights into levels and scales. */
  WeightQuantizer quantizer();

  /** Says whether it quantizes parameters of this key. */
  boolean quantizes(String key);

  /**
   * Returns the latent weights in a layer's parameter as a view; nothing if it is not quantized.
   */
  Optional<INDArray> latents(Layer layer, String key);
}
