package org.bnn4j.layers.quantizers;

/**
 * The derivative of the SignSwish, a smooth function that overshoots the sign a little.
 *
 * <p>Gradient: {@code b (2 - b x tanh(b x / 2)) / (1 + cosh(b x))}: b at 0, below 0 where {@code |b
 * x| > 2.4}, and 0 far out.
 *
 * <p>Argument: {@code beta}, 5 by default; the larger it is, the closer to the sign.
 *
 * @see <a href="https://arxiv.org/abs/1812.11800">Darabi et al. 2018, BNN+: Improved Binary Network
 *     Training</a>
 */
public final class SwishSign implements PseudoGradient {

  private static final long serialVersionUID = 1L;

  /** Beyond this, cosh overflows, and the gradient is 0 in double precision anyway. */
  private static final double FAR = 700;

  private double beta;

  /** Beta 5. */
  public SwishSign() {
    this(5);
  }

  /**
   * Creates the pseudo-gradient.
   *
   * @param beta finite and above 0
   * @throws IllegalArgumentException if it is not
   */
  public SwishSign(double beta) {
    this.beta = QuantizerChecks.requirePositive("beta", beta);
  }

  @Override
  public double at(double x) {
    double scaled = beta * x;
    if (!(Math.abs(scaled) < FAR)) {
      return 0;
    }
    return beta * (2 - scaled * Math.tanh(scaled / 2)) / (1 + Math.cosh(scaled));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SwishSign that && Double.compare(beta, that.beta) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(beta);
  }

  @Override
  public String toString() {
    return "SwishSign(beta=" + beta + ")";
  }
}
