package org.bnn4j.kernels.spark;

/** What becomes of a row that cannot be scored. */
public enum OnBadRow {
  /** Class and scores are null, the reason is in the row, and it is counted. */
  GIVE_NULL,
  /** The job fails with a {@link BadRowException}. */
  FAIL
}
