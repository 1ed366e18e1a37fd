package org.bnn4j.kernels.format;

/** Where an exported jar holds its model. */
public final class EmbeddedModel {
  /** The resource, as for {@link Class#getResourceAsStream(String)}. */
  public static final String RESOURCE = "/META-INF/bnn4j/model.bnn";

  private EmbeddedModel() {}
}
