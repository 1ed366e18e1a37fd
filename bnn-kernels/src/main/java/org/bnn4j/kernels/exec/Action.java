package org.bnn4j.kernels.exec;

/** A step bound to the buffers of a session. Belongs to one thread at a time, allocates nothing. */
@FunctionalInterface
public interface Action {
  /** Does the work for the first {@code rows} rows of the buffers. */
  void run(int rows);
}
