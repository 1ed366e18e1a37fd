package org.bnn4j.layers.geometry;

import org.bnn4j.layers.internal.network.LayerWeights;
import org.bnn4j.layers.internal.network.WeightLayout;
import org.bnn4j.layers.quantizers.RowCursor;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The weights of a layer and what quantization makes of them, one row per output, 'c' order. In
 * float64 there is never more of them than a row.
 *
 * @param continuous w_c, [outputs, fanIn]
 * @param quantized w_q, the same shape
 */
record WeightRows(INDArray continuous, INDArray quantized) {

  WeightRows {
    continuous = contiguous(continuous);
    quantized = contiguous(quantized);
  }

  private static INDArray contiguous(INDArray matrix) {
    return WeightLayout.isMatrix(matrix) ? matrix : matrix.dup('c');
  }

  /** Something done with a row. */
  @FunctionalInterface
  interface Visitor {
    /** Sees one row; the arrays are overwritten by the next. */
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

  /** Those of some of the outputs, copied. */
  WeightRows of(int[] some) {
    double[][] c = new double[some.length][];
    double[][] q = new double[some.length][];
    RowCursor one = new RowCursor(continuous, (int) fanIn());
    RowCursor other = new RowCursor(quantized, (int) fanIn());
    for (int i = 0; i < some.length; i++) {
      one.load(some[i]);
      other.load(some[i]);
      c[i] = one.values().clone();
      q[i] = other.values().clone();
    }
    return new WeightRows(Nd4j.createFromArray(c), Nd4j.createFromArray(q));
  }

  void forEach(Visitor visitor) {
    RowCursor one = new RowCursor(continuous, (int) fanIn());
    RowCursor other = new RowCursor(quantized, (int) fanIn());
    for (int row = 0; row < outputs(); row++) {
      one.load(row);
      other.load(row);
      visitor.visit(one.values(), other.values());
    }
  }
}
