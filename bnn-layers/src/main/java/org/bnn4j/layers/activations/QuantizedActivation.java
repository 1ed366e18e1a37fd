package org.bnn4j.layers.activations;

import org.nd4j.linalg.activations.IActivation;

/**
 * An activation with few values, each the mean of some signs:
 *
 * <pre>
 *   f(x) = (theta(x - t1) + theta(x - t2) + ... + theta(x - tn)) / n,  theta(y) = +1 if y &gt; 0, else -1
 * </pre>
 *
 * <p>A sign has one threshold, 0; a ternary activation two. Summary, geometry and export ask for
 * the thresholds and need to know nothing else of an activation: a packed model has a bit for each
 * of them, and a product with the values is the mean of the bits' products by the same weights.
 */
public interface QuantizedActivation extends IActivation {
  /**
   * Returns the thresholds t1 to tn, in single precision, which is what a packed model compares in.
   *
   * @return the highest first; none if the values are no such mean, as a {@link
   *     DoReFaActivation}'s: they stay floats in a packed model
   */
  float[] thresholds();
}
