package org.bnn4j.examples.benchmarks.peers;

import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.bnn4j.examples.experiments.support.Terminal;

/** How far a benchmark is, on standard error: a bar on a terminal, else a line for each phase. */
final class RoundProgress implements AutoCloseable {
  private static final int COLUMNS = 79;

  private final long start = System.nanoTime();
  private final String task;
  private final ProgressBar bar;

  RoundProgress(String task, int steps) {
    this.task = task;
    if (!Terminal.present()) {
      bar = null;
      return;
    }
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
            .build();
  }

  /** Something else begins. */
  void phase(String name) {
    if (bar != null) {
      bar.setExtraMessage(name);
    } else {
      System.err.printf(
          Locale.ROOT, "%s, %.0f s: %s%n", task, (System.nanoTime() - start) / 1e9, name);
    }
  }

  /** One step is done. */
  void step() {
    if (bar != null) {
      bar.step();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
