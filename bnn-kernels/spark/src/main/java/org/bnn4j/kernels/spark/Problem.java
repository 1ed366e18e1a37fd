package org.bnn4j.kernels.spark;

/**
 * What is wrong with a row.
 *
 * @param reason its kind
 * @param detail the numbers
 */
record Problem(BadRow reason, String detail) {
  /** The error that fails a job. */
  BadRowException exception(String where) {
    return new BadRowException(reason, where + ": " + reason.text() + detail);
  }
}
