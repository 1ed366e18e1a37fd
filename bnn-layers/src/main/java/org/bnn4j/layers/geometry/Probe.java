package org.bnn4j.layers.geometry;

/**
 * What quantization would cost in other coordinates: weights and inputs are transformed so that
 * their products stay the same, and then the weights are made binary.
 *
 * @param kind the coordinates
 * @param angle mean angle between the transformed weights and their signs, degrees
 * @param medianR median of the outputs' correlations
 * @param r correlation over all pairs
 */
public record Probe(Kind kind, double angle, double medianR, double r) {

  /** Coordinates. */
  public enum Kind {
    /**
     * Two rounds of random signs and a Hadamard transform, close to a random rotation: it repairs
     * angles, not the input's spectrum.
     */
    ROTATED("rotated"),

    /** The input's whitened: it repairs both. */
    WHITENED("whitened");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** For people. */
    public String label() {
      return label;
    }
  }
}
