package org.bnn4j.examples.benchmarks.worker;

/** A network loaded into this process. */
public interface Network {
  /**
   * Runs the first examples.
   *
   * @param batch how many
   * @return their scores, example by example; they may be overwritten by the next call
   */
  float[] run(int batch) throws Exception;
}
