package org.bnn4j.layers.geometry;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The eigenvalues of the covariance of a layer's inputs, and what they let one expect of the
 * products.
 *
 * <p>The null model takes the weights for independent of the input: then the correlation of an
 * output's products before and after quantization is {@code r = (1 + tan^2(angle) / rho)^(-1/2)}
 * with {@code rho = (w' S w / |w|^2) / (tr S / n)}, the input's variance along the weights over its
 * mean variance, and is sqrt(2 / pi) = 0.80 for an isotropic input and binary weights.
 *
 * @param top1 share of the variance along the first principal component, 0 to 1
 * @param top5 share along the first five
 * @param participation {@code (tr S)^2 / tr(S^2)}, 1 to n: how many components it would take to
 *     spread the variance like that, if all were equal. Of few samples it cannot be more than these
 * @param rho median over the outputs
 * @param nullR median over the outputs
 */
public record InputSpectrum(
    double top1, double top5, double participation, double rho, double nullR) {

  /** Above this fan-in, or with fewer samples, the eigenvalues are those between samples. */
  private static final int LARGEST = 2048;

  /** How many samples these then are. */
  private static final int SAMPLES = 1024;

  /**
   * The eigenvalues of the covariance, in ascending order, those that are 0 for want of samples
   * left out.
   *
   * @param centered inputs less their mean, [rows, fanIn], DOUBLE
   */
  static double[] eigenvalues(INDArray centered) {
    INDArray inputs = centered;
    if (inputs.size(1) > LARGEST && inputs.size(0) > SAMPLES) {
      inputs = inputs.get(NDArrayIndex.interval(0, SAMPLES)).dup('c');
    }
    // Both products have the same eigenvalues but for zeros.
    INDArray smaller =
        inputs.size(0) < inputs.size(1)
            ? inputs.mmul(inputs.transpose())
            : inputs.transpose().mmul(inputs);
    smaller.divi(inputs.size(0));
    INDArray values = Eigen.symmetricGeneralizedEigenvalues(smaller.dup('f'), false);
    double[] found = values.dup('c').data().asDouble();
    for (int i = 0; i < found.length; i++) {
      found[i] = Math.max(0, found[i]); // Rounding may leave zeros below zero.
    }
    Arrays.sort(found);
    return found;
  }

  /** The mean of the coordinates' variances, tr S / n. */
  static double meanVariance(INDArray centered) {
    double length = centered.norm2Number().doubleValue();
    return length * length / centered.length();
  }

  /** The same inputs with mean 0 in every coordinate. */
  static INDArray centered(INDArray inputs) {
    return inputs.subRowVector(inputs.mean(0).reshape(1, inputs.size(1)));
  }

  /**
   * The null model's correlation.
   *
   * @param degrees angle between the weights before and after quantization
   * @param rho the input's variance along the weights over its mean variance
   */
  static double nullR(double degrees, double rho) {
    double tangent = Math.tan(Math.toRadians(degrees));
    return 1 / Math.sqrt(1 + tangent * tangent / rho);
  }

  static double share(double[] eigenvalues, int largest) {
    double part = 0;
    double all = 0;
    for (int i = 0; i < eigenvalues.length; i++) {
      all += eigenvalues[i];
      part += i >= eigenvalues.length - largest ? eigenvalues[i] : 0;
    }
    return all > 0 ? part / all : 0;
  }

  static double participation(double[] eigenvalues) {
    double sum = 0;
    double squares = 0;
    for (double value : eigenvalues) {
      sum += value;
      squares += value * value;
    }
    return squares > 0 ? sum * sum / squares : 0;
  }
}
