package org.bnn4j.layers.geometry;

/** What a report compares. */
public enum GeometryMode {
  /**
   * A network that was trained with quantized weights: do its latent weights explain the quantized
   * ones? Layers without latent weights are left out.
   */
  LATENT,

  /**
   * A network that was trained in float: which layers would survive making their weights binary?
   * Quantized layers are left out.
   */
  POSTHOC
}
