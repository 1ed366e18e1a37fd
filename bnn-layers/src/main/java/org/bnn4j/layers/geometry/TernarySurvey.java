package org.bnn4j.layers.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Tries thresholds of ternary weights on a layer. */
final class TernarySurvey {

  private static final int POINTS = 41;
  private static final double STEP = 0.05;

  /** So many products of each threshold are enough for a curve. */
  private static final long ROWS = 1024;

  private static final long FILTERS = 64;

  private TernarySurvey() {}

  /**
   * Tries thresholds of 0 to 2 times the root mean square of the weights.
   *
   * @param inputs [rows, fanIn], DOUBLE; without them, correlations are 0
   */
  static TernarySweep measure(WeightRows weights, Optional<INDArray> inputs) {
    int filters = (int) Math.min(FILTERS, weights.outputs());
    INDArray some = weights.of(IntStream.range(0, filters).toArray()).continuous();
    double rms = Math.sqrt(some.mul(some).meanNumber().doubleValue());
    Optional<INDArray> rows =
        inputs.map(all -> all.get(NDArrayIndex.interval(0, Math.min(ROWS, all.size(0)))).dup('c'));
    Optional<Products> before = rows.map(all -> Products.of(all, some));
    List<TernarySweep.Point> points = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      double tau = i * STEP;
      INDArray levels = levels(some, tau * rms);
      double r =
          before.map(c -> c.correlate(Products.of(rows.orElseThrow(), levels)).r()).orElse(0.0);
      points.add(point(tau, new WeightRows(some, levels), r));
    }
    return new TernarySweep(points, best(weights, rms));
  }

  private static INDArray levels(INDArray weights, double threshold) {
    INDArray above = Transforms.abs(weights, true).gt(threshold).castTo(weights.dataType());
    return above.muli(WeightRows.signs(weights));
  }

  private static TernarySweep.Point point(double tau, WeightRows weights, double r) {
    Mean zeros = new Mean();
    Mean angles = new Mean();
    weights.forEach(
        (continuous, quantized) -> {
          zeros.add(
              (double) Arrays.stream(quantized).filter(level -> level == 0).count()
                  / quantized.length);
          angles.add(AngleStatistics.degrees(continuous, quantized));
        });
    return new TernarySweep.Point(tau, zeros.value(), angles.value(), r);
  }

  /**
   * The exact best: of the k largest magnitudes m, those k that make sum(m) / sqrt(k) largest, as
   * the cosine is that over the length of w.
   */
  private static TernarySweep.Point best(WeightRows weights, double rms) {
    Mean tau = new Mean();
    Mean zeros = new Mean();
    Mean angles = new Mean();
    weights.forEach(
        (continuous, quantized) -> {
          double[] magnitudes = Arrays.stream(continuous).map(Math::abs).sorted().toArray();
          double length = Math.sqrt(Arrays.stream(continuous).map(w -> w * w).sum());
          double sum = 0;
          double largest = 0;
          int kept = 0;
          for (int k = 1; k <= magnitudes.length; k++) {
            sum += magnitudes[magnitudes.length - k];
            if (sum / Math.sqrt(k) > largest) {
              largest = sum / Math.sqrt(k);
              kept = k;
            }
          }
          if (kept > 0) {
            int below = magnitudes.length - kept - 1;
            tau.add(below < 0 ? 0 : magnitudes[below] / rms);
            zeros.add(1 - (double) kept / magnitudes.length);
            angles.add(Math.toDegrees(Math.acos(Math.min(1, largest / length))));
          }
        });
    return new TernarySweep.Point(tau.value(), zeros.value(), angles.value(), 0);
  }

  /** The mean of what is a number; 0 of nothing. */
  private static final class Mean {
    private double sum;
    private long count;

    void add(double value) {
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }

    double value() {
      return count == 0 ? 0 : sum / count;
    }
  }
}
