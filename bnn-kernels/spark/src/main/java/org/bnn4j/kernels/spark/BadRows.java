package org.bnn4j.kernels.spark;

import java.io.Serializable;

/**
 * What is done about bad rows.
 *
 * @param policy as the caller chose
 * @param counts where they are counted
 * @param where what the error that fails a job begins with
 */
record BadRows(OnBadRow policy, BadRowCounts counts, String where) implements Serializable {
  /**
   * Counts a bad row.
   *
   * @throws BadRowException if it is to fail the job
   */
  void met(Problem problem) {
    if (policy == OnBadRow.FAIL) {
      throw problem.exception(where);
    }
    counts.add(problem.reason());
  }
}
