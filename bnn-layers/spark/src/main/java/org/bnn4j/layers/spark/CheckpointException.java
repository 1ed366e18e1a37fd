package org.bnn4j.layers.spark;

import java.io.IOException;

/** A checkpoint cannot be gone on from. */
public final class CheckpointException extends IOException {
  private static final long serialVersionUID = 1L;

  CheckpointException(String message) {
    super(message);
  }
}
