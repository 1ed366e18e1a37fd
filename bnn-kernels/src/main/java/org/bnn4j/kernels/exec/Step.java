package org.bnn4j.kernels.exec;

/** One piece of work of a plan, with its constants ready for use; immutable. */
@FunctionalInterface
interface Step {
  /** Connects the work to the buffers of a session and allocates all that it needs there. */
  Action bind(Buffers buffers);
}
