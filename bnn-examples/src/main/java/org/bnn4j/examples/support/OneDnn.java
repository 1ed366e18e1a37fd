package org.bnn4j.examples.support;

/**
 * Decides whether Deeplearning4j trains with oneDNN, where ND4J was built with it. Batch
 * normalization and its own convolution then take a fraction of the time.
 *
 * <p>Deeplearning4j 1.0.0-M2.1 decides when a layer is created, by a system property that says no
 * unless set, and by {@link org.nd4j.nativeblas.Nd4jCpu.Environment}, which it looks for in a
 * package that ND4J has left; the examples have a class of that name.
 *
 * <p>The last digit of a batch normalization can be another one with oneDNN, which export and
 * verification do not allow for: they need a network that was created without.
 */
public final class OneDnn implements AutoCloseable {
  private static final String DISABLED = "org.eclipse.deeplearning4j.helpers.disable";

  private final String before;

  private OneDnn(String before) {
    this.before = before;
  }

  /** Decides for all layers that are created until the scope is closed. */
  public static OneDnn used(boolean used) {
    OneDnn scope = new OneDnn(System.getProperty(DISABLED, "true"));
    System.setProperty(DISABLED, String.valueOf(!used));
    return scope;
  }

  @Override
  public void close() {
    System.setProperty(DISABLED, before);
  }
}
