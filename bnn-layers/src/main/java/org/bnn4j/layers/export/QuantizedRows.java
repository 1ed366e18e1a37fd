package org.bnn4j.layers.export;

import java.util.Optional;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A layer's weights after its own quantizer: what training multiplied by.
 *
 * @param packed the levels as bits
 * @param scales one scale per output, where the quantizer has scales
 */
record QuantizedRows(PackedDense packed, Optional<float[]> scales) {
  static QuantizedRows of(WeightQuantizer quantizer, Layer layer, LayerRef ref) {
    INDArray weights = layer.getParam(DefaultParamInitializer.WEIGHT_KEY);
    Parameters.read(weights, "a latent weight", ref);
    INDArray latents = weights.transpose().dup('c');
    INDArray levels = Nd4j.create(latents.dataType(), latents.shape(), 'c');
    quantizer.quantize(latents, levels);
    PackedDense packed = pack(levels, quantizer.precision());
    if (!quantizer.scaled()) {
      return new QuantizedRows(packed, Optional.empty());
    }
    INDArray scales = Nd4j.create(latents.dataType(), latents.size(0));
    quantizer.scales(latents, levels, scales);
    return new QuantizedRows(packed, Optional.of(Parameters.read(scales, "a scale", ref)));
  }

  private static PackedDense pack(INDArray levels, WeightPrecision precision) {
    int outputs = (int) levels.size(0);
    int fanIn = (int) levels.size(1);
    float[] values = levels.data().asFloat();
    BitMatrix sign = BitMatrix.ofPositive(outputs, fanIn, values);
    if (precision == WeightPrecision.BINARY) {
      return PackedDense.binary(sign);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i]);
    }
    return PackedDense.ternary(sign, BitMatrix.ofPositive(outputs, fanIn, values));
  }
}
