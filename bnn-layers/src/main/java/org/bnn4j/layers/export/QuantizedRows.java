package org.bnn4j.layers.export;

import java.util.Optional;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A layer's weights after its own quantizer: what training multiplied by.
 *
 * @param packed the levels as bits
 * @param scales one scale per output, where the quantizer has scales
 */
record QuantizedRows(PackedWeights packed, Optional<float[]> scales) {
  /**
   * Quantizes and packs.
   *
   * @param weights latent weights as the quantizer sees them in training, one row per output
   * @param columns the row's input that becomes each input of a packed row
   */
  static QuantizedRows of(
      WeightQuantizer quantizer, INDArray weights, int[] columns, LayerRef ref) {
    Parameters.read(weights, "a latent weight", ref);
    INDArray latents = weights.dup('c');
    INDArray levels = Nd4j.create(latents.dataType(), latents.shape(), 'c');
    quantizer.quantize(latents, levels);
    PackedWeights packed = pack(levels, columns, quantizer.precision());
    if (!quantizer.scaled()) {
      return new QuantizedRows(packed, Optional.empty());
    }
    INDArray scales = Nd4j.create(latents.dataType(), latents.size(0));
    quantizer.scales(latents, levels, scales);
    return new QuantizedRows(packed, Optional.of(Parameters.read(scales, "a scale", ref)));
  }

  private static PackedWeights pack(INDArray levels, int[] columns, WeightPrecision precision) {
    int outputs = (int) levels.size(0);
    int fanIn = columns.length;
    float[] unordered = levels.data().asFloat();
    float[] values = new float[unordered.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = unordered[i / fanIn * fanIn + columns[i % fanIn]];
    }
    BitMatrix sign = BitMatrix.ofPositive(outputs, fanIn, values);
    if (precision == WeightPrecision.BINARY) {
      return PackedWeights.binary(sign);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i]);
    }
    return PackedWeights.ternary(sign, BitMatrix.ofPositive(outputs, fanIn, values));
  }

  /** How many weights there are. */
  long count() {
    return (long) packed.outputs() * packed.fanIn();
  }

  /** Bytes that they take in a model. */
  long bytes() {
    return 4L * packed.sign().words().length * packed.bitsPerWeight();
  }
}
