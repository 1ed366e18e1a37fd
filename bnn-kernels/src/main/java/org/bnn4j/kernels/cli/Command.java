package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.util.List;

/** One thing that the command line can do. */
interface Command {
  /** The options that it takes. */
  List<String> options();

  /**
   * Does it.
   *
   * @throws UsageException if the arguments make no sense
   * @throws IOException if the input or the model is bad; the message is all that the user sees
   */
  void run(Arguments arguments, Console console) throws IOException, UsageException;
}
