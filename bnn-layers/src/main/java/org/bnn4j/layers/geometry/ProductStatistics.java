package org.bnn4j.layers.geometry;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Dot product proportionality: how the products of a layer's inputs with its weights before
 * quantization, c = w_c . a, go with those after it, b = w_q . a (Anderson and Berg 2018).
 *
 * @param rows how many inputs were sampled: examples, or positions of kernels on images
 * @param filters how many outputs were looked at
 * @param constant those of them whose products never change, which have no correlation
 * @param r Pearson's correlation over all pairs of all outputs, the paper's
 * @param medianR median of the outputs' own correlations
 * @param p10R tenth percentile of them: one output in ten is below
 * @param slope of the line b = slope c + d with the least squared error
 * @param differentSigns share of the pairs with c and b on different sides of zero
 * @param flips share of the pairs that differ in sign behind the batch normalization that follows,
 *     each normalized by its own mean and deviation; empty without one
 * @param permutedR r after all values of all inputs were shuffled: r - permutedR is what the order
 *     of the data adds
 * @param spectrum the inputs' covariance
 * @param activationR correlation of w_q . a before and after the quantization of the activations a;
 *     empty if they are not quantized
 * @param grid c and b
 * @param permutedGrid c and b of the shuffled inputs
 * @param activationGrid w_q . a before and after quantization of a
 */
public record ProductStatistics(
    long rows,
    long filters,
    long constant,
    double r,
    double medianR,
    double p10R,
    double slope,
    double differentSigns,
    OptionalDouble flips,
    double permutedR,
    InputSpectrum spectrum,
    OptionalDouble activationR,
    ProductGrid grid,
    ProductGrid permutedGrid,
    Optional<ProductGrid> activationGrid) {

  /** What the correlation has beyond that of weights that do not know their input. */
  public double beyondNull() {
    return medianR - spectrum.nullR();
  }
}
