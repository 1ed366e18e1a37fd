package org.bnn4j.layers.geometry;

/**
 * The batch normalization that follows a layer's sums.
 *
 * @param gamma its factors, by output
 * @param beta what it adds
 */
record ChannelNorm(double[] gamma, double[] beta) {

  /** That of some of the outputs. */
  ChannelNorm of(int[] outputs) {
    double[] factors = new double[outputs.length];
    double[] added = new double[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      factors[i] = gamma[outputs[i]];
      added[i] = beta[outputs[i]];
    }
    return new ChannelNorm(factors, added);
  }

  /** Whether a sum becomes positive, normalized by this mean and deviation. */
  boolean positive(int output, double sum, double mean, double sd) {
    double normal = sd > 0 ? (sum - mean) / sd : 0;
    return gamma[output] * normal + beta[output] > 0;
  }
}
