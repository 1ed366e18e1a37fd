package org.bnn4j.kernels.cli;

import java.io.IOException;

/** Says what is wrong with an input or a model, and where. */
final class DataException extends IOException {
  private static final long serialVersionUID = 1L;

  DataException(String message) {
    super(message);
  }

  DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
