package org.bnn4j.layers.geometry;

/** What the numbers of a layer amount to. */
public enum Verdict {
  /** Latent weights and quantized ones lead to proportional products. */
  EXPLAINED("explained"),

  /** They do in part. */
  PARTLY("partly explained"),

  /** They do not: training has found quantized weights that its latents do not stand for. */
  NOT_EXPLAINED("not explained"),

  /** A float layer that should survive. */
  SAFE("safe"),

  /** One that may lose accuracy. */
  CAUTION("caution"),

  /** One that will. */
  UNSAFE("unsafe"),

  /** No products were measured, or none that vary. */
  UNKNOWN("unknown");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  /** For people. */
  public String label() {
    return label;
  }
}
