package org.bnn4j.layers.geometry;

import java.util.Arrays;
import org.bnn4j.layers.network.LayerWeights;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The weights of a layer and what quantization makes of them, one row per output. In float64 there
 * are never more of them than a few rows at once.
 *
 * @param continuous w_c, [outputs, fanIn]
 * @param quantized w_q, the same shape
 */
record WeightRows(INDArray continuous, INDArray quantized) {

  /** How many values become float64 at once. */
  private static final long CHUNK = 1 << 20;

  /** Something done with a row. */
  @FunctionalInterface
  interface Visitor {
    /** Sees one row; the arrays are the callee's. */
    void visit(double[] continuous, double[] quantized);
  }

  /** Latent weights as training quantizes them, float weights as their signs. */
  static WeightRows of(LayerWeights weights) {
    INDArray rows = weights.rows();
    return new WeightRows(
        rows,
        weights
            .quantizer()
            .map(by -> quantized(rows, weights.learned().orElse(null), by))
            .orElseGet(() -> signs(rows)));
  }

  static INDArray signs(INDArray rows) {
    return rows.gt(0).castTo(rows.dataType()).muli(2).subi(1);
  }

  private static INDArray quantized(INDArray rows, INDArray learned, WeightQuantizer quantizer) {
    long outputs = rows.size(0);
    long all = quantizer.planes() * outputs;
    INDArray levels = Nd4j.create(rows.dataType(), new long[] {all, rows.size(1)}, 'c');
    quantizer.quantize(rows, levels);
    if (quantizer.scaled()) {
      INDArray scales = Nd4j.create(rows.dataType(), all);
      quantizer.scales(rows, levels, learned, scales);
      Broadcast.mul(levels, scales, levels, 0);
    }
    INDArray sum = levels.get(NDArrayIndex.interval(0, outputs));
    for (int plane = 1; plane < quantizer.planes(); plane++) {
      long from = plane * outputs;
      sum.addi(levels.get(NDArrayIndex.interval(from, from + outputs)));
    }
    return sum;
  }

  long outputs() {
    return continuous.size(0);
  }

  long fanIn() {
    return continuous.size(1);
  }

  /** Those of some of the outputs. */
  WeightRows of(int[] some) {
    return some.length == outputs()
        ? this
        : new WeightRows(continuous.getRows(some), quantized.getRows(some));
  }

  void forEach(Visitor visitor) {
    int columns = (int) fanIn();
    long step = Math.max(1, CHUNK / columns);
    for (long from = 0; from < outputs(); from += step) {
      var part = NDArrayIndex.interval(from, Math.min(outputs(), from + step));
      double[] c = continuous.get(part).dup('c').data().asDouble();
      double[] q = quantized.get(part).dup('c').data().asDouble();
      for (int start = 0; start < c.length; start += columns) {
        visitor.visit(
            Arrays.copyOfRange(c, start, start + columns),
            Arrays.copyOfRange(q, start, start + columns));
      }
    }
  }
}
