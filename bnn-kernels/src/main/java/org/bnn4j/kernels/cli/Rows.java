package org.bnn4j.kernels.cli;

import java.io.IOException;
import org.bnn4j.kernels.BnnSession;

/** The examples of a file. */
interface Rows {
  /**
   * Classifies the next examples, as many as the session takes or fewer.
   *
   * @param classes receives their classes
   * @return how many there were, 0 at the end
   * @throws DataException if the next example is bad, saying where; those before it have been given
   */
  int classify(BnnSession session, int[] classes) throws IOException;
}
