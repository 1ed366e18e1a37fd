package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Says on a terminal, once a second, how many rows are done: after the first second, and only where
 * the answers go elsewhere.
 */
final class Progress {
  private static final long NANOS = 1_000_000_000;
  private static final String CLEAR = "\r                              \r";

  private final PrintStream err;
  private final boolean terminal;
  private final LongSupplier clock;
  private long last;
  private boolean shown;

  /** Progress on the error output of this process. */
  static Progress of(PrintStream err) {
    // A class, not a lambda, which would be made at run time, on the way to a first answer.
    LongSupplier clock =
        new LongSupplier() {
          @Override
          public long getAsLong() {
            return System.nanoTime();
          }
        };
    return new Progress(err, false, clock);
  }

  /**
   * Prepares.
   *
   * @param terminal whether to take the error output for a terminal without looking
   * @param clock nanoseconds
   */
  Progress(PrintStream err, boolean terminal, LongSupplier clock) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
    this.last = clock.getAsLong();
  }

  /** Tells how many rows are done by now. */
  void rows(long done) {
    long now = clock.getAsLong();
    if (now - last < NANOS) {
      return;
    }
    last = now;
    if (shown || terminal || isTerminal(2) && !isTerminal(1)) {
      err.print("\r" + done + " rows");
      err.flush();
      shown = true;
    }
  }

  /** Takes the line away. */
  void end() {
    if (shown) {
      err.print(CLEAR);
      err.flush();
    }
  }

  /** Linux tells; elsewhere nothing does, and nothing is printed. */
  private static boolean isTerminal(int descriptor) {
    try {
      String path = Path.of("/proc/self/fd/" + descriptor).toRealPath().toString();
      return path.startsWith("/dev/pts/") || path.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }
}
