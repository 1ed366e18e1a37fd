package org.nd4j.nativeblas;

/**
 * A class that Deeplearning4j 1.0.0-M2.1 still looks for here, though ND4J has moved it; see {@link
 * org.bnn4j.examples.support.OneDnn}.
 */
public final class Nd4jCpu {
  private Nd4jCpu() {}

  /** The part of the moved class that Deeplearning4j calls, by reflection. */
  public static final class Environment {
    private Environment() {}

    /** The only instance. */
    public static Environment getInstance() {
      return new Environment();
    }

    /** Whether oneDNN, formerly MKL-DNN, may be used. */
    public boolean isUseMKLDNN() {
      return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance().isUseONEDNN();
    }
  }
}
