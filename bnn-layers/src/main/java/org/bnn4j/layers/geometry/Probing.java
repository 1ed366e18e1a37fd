package org.bnn4j.layers.geometry;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.StatUtils;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;

/** Tries other coordinates. */
final class Probing {

  /** Fan-ins above this are not whitened: it takes the time of fan-in to the third power. */
  static final int WIDEST = 2048;

  /** Variances below this share of the mean count as that, where samples do not reach. */
  private static final double LEAST = 1e-6;

  private Probing() {}

  static Probe rotated(INDArray inputs, INDArray weights, SplittableRandom random) {
    HadamardRotation rotation = new HadamardRotation((int) weights.size(1), random);
    return measured(Probe.Kind.ROTATED, rotation.rotated(inputs), rotation.rotated(weights));
  }

  /** With the covariance S, inputs times S^-1/2 and weights times S^1/2. */
  static Probe whitened(INDArray inputs, INDArray weights) {
    INDArray centered = InputSpectrum.centered(inputs);
    INDArray vectors = centered.transpose().mmul(centered).divi(centered.size(0)).dup('f');
    // Overwrites the matrix with its eigenvectors, as columns.
    INDArray values = Eigen.symmetricGeneralizedEigenvalues(vectors, true);
    double[] deviations = values.dup('c').data().asDouble();
    double least = LEAST * StatUtils.mean(deviations);
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = Math.sqrt(Math.max(deviations[i], least));
    }
    double[] inverse = Arrays.stream(deviations).map(sd -> sd > 0 ? 1 / sd : 0).toArray();
    INDArray doubles = weights.castTo(DataType.DOUBLE);
    return measured(
        Probe.Kind.WHITENED,
        centered.mmul(stretched(vectors, inverse)),
        doubles.mmul(stretched(vectors, deviations)));
  }

  /** V diag(d) V'. */
  private static INDArray stretched(INDArray vectors, double[] factors) {
    INDArray diagonal = Nd4j.createFromArray(factors).reshape(1, factors.length);
    return vectors.mulRowVector(diagonal).mmul(vectors.transpose());
  }

  private static Probe measured(Probe.Kind kind, INDArray inputs, INDArray weights) {
    WeightRows rows = new WeightRows(weights, WeightRows.signs(weights));
    Products before = Products.of(inputs, rows.continuous());
    Products after = Products.of(inputs, rows.quantized());
    double median = Products.medianR(before.correlateEach(after));
    double angle = AngleStatistics.of(rows).map(AngleStatistics::mean).orElse(0.0);
    return new Probe(kind, angle, median, before.correlate(after).r());
  }
}
