package org.bnn4j.examples.benchmarks.kernels;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Counts multiply-accumulates; JMH reports them beside the calls. */
@State(Scope.Thread)
@AuxCounters
public class Macs {
  /** Thousand millions of them. */
  public double gigaMacs;

  /** Starts at none. */
  @Setup(Level.Iteration)
  public void reset() {
    gigaMacs = 0;
  }
}
