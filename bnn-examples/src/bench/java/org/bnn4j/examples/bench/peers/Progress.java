package org.bnn4j.examples.bench.peers;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.bnn4j.examples.support.Terminal;

/** How far a benchmark is, on standard error: a bar on a terminal, else a line where it begins. */
final class Progress implements AutoCloseable {
  private static final int COLUMNS = 79;

  private final ProgressBar bar;

  Progress(String task, int steps) {
    if (!Terminal.present()) {
      System.err.println(task);
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
