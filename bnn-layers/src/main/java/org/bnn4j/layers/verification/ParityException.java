package org.bnn4j.layers.verification;

/**
 * Says that an exported model does not answer what the network answers, with the table of all
 * layers.
 */
public final class ParityException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ParityException(String message) {
    super(message);
  }
}
