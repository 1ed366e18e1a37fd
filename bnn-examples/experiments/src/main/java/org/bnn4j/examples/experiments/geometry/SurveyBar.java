package org.bnn4j.examples.experiments.geometry;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.bnn4j.examples.experiments.support.Terminal;
import org.bnn4j.layers.geometry.SurveyProgress;

/** Shows on standard error how far a survey is: a bar on a terminal, and else a line for a step. */
public final class SurveyBar implements SurveyProgress, AutoCloseable {
  private static final int COLUMNS = 100;

  private ProgressBar bar;

  @Override
  public void at(int done, int all, String what) {
    if (!Terminal.present()) {
      System.err.println("survey " + done + "/" + all + "  " + what);
      return;
    }
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("survey")
              .setInitialMax(all)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
              .clearDisplayOnFinish()
              .build();
    }
    bar.setExtraMessage(what).stepTo(done);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
