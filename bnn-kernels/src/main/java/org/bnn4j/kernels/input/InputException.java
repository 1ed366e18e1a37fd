package org.bnn4j.kernels.input;

import java.io.IOException;

/** Says what is wrong with an input, and where. */
public final class InputException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception. */
  public InputException(String message) {
    super(message);
  }
}
