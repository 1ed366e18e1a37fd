package org.bnn4j.layers.export;

/** Says that a network cannot be exported, and which layer or setting is in the way. */
public final class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExportException(String message) {
    super(message);
  }

  ExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
