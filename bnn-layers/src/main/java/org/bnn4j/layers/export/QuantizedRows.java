package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.layers.quantizers.LearnedScales;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One plane of a layer's weights after its own quantizer: what training multiplied by.
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
   * @return the planes, in the order in which training adds up their products
   */
  static List<QuantizedRows> of(
      WeightQuantizer quantizer, Layer layer, INDArray weights, int[] columns, LayerRef ref) {
    Parameters.read(weights, "a latent weight", ref);
    INDArray latents = weights.dup('c');
    long outputs = latents.size(0);
    long rows = quantizer.planes() * outputs;
    INDArray levels = Nd4j.create(latents.dataType(), new long[] {rows, latents.size(1)}, 'c');
    INDArray scales = Nd4j.create(latents.dataType(), rows);
    quantizer.quantize(latents, levels);
    quantizer.scales(latents, levels, layer.getParam(LearnedScales.KEY), scales);
    List<QuantizedRows> planes = new ArrayList<>();
    for (int plane = 0; plane < quantizer.planes(); plane++) {
      var own = NDArrayIndex.interval(plane * outputs, (plane + 1) * outputs);
      PackedWeights packed = pack(levels.get(own).dup('c'), columns, quantizer.precision());
      Optional<float[]> scale =
          quantizer.scaled()
              ? Optional.of(Parameters.read(scales.get(own), "a scale", ref))
              : Optional.empty();
      planes.add(new QuantizedRows(packed, scale));
    }
    return planes;
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
