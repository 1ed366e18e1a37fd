package org.bnn4j.layers.geometry;

/**
 * What the network's accuracy becomes with other weights in one layer, the statistics of its batch
 * normalizations measured anew: the latent weights in place of the quantized ones in {@link
 * GeometryMode#LATENT}, the signs times their output's mean magnitude in place of the float ones in
 * {@link GeometryMode#POSTHOC}.
 *
 * @param accuracy of the network as it is, its statistics measured anew as well, 0 to 1
 * @param swapped with the layer's other weights
 * @param standardError of the difference, from the examples that one of the two gets right alone
 */
public record SwapTest(double accuracy, double swapped, double standardError) {

  /** The change of accuracy. */
  public double change() {
    return swapped - accuracy;
  }
}
