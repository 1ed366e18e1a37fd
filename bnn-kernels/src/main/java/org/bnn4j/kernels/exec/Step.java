package org.bnn4j.kernels.exec;

/** The work of one node in one session. Allocates nothing. */
@FunctionalInterface
interface Step {
  /** Computes what the node puts out for the first {@code rows} examples. */
  void run(int rows);
}
