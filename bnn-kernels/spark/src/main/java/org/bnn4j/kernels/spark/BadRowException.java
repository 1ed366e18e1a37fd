package org.bnn4j.kernels.spark;

/** A row cannot be scored, and was to fail the job. Spark makes it the cause of its own. */
public final class BadRowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final BadRow reason;

  BadRowException(BadRow reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public BadRow reason() {
    return reason;
  }
}
