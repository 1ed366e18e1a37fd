package org.bnn4j.kernels.serve;

import java.io.IOException;

/** Why a request gets no answer, with its status. */
final class HttpFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  HttpFailure(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
