package org.bnn4j.kernels.types;

import java.io.IOException;

/**
 * Says that a model file is not one of ours, is damaged, or is of a version that this library
 * cannot read. The message names the place in the file and the numbers that do not fit.
 */
public final class BnnFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  /**
   * Makes an exception.
   *
   * @param offset where in the file, in bytes from its start
   * @param message what is wrong there, with the numbers
   */
  public BnnFormatException(long offset, String message) {
    super(message + " (at byte " + offset + ")");
    this.offset = offset;
  }

  /** Where in the file the trouble is, in bytes from its start. */
  public long offset() {
    return offset;
  }
}
