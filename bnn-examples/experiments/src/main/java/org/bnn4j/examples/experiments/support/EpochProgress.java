package org.bnn4j.examples.experiments.support;

import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalDouble;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/**
 * Shows how a training goes, on standard error: a bar for each epoch on a terminal, and one line
 * for each epoch that was tested, which is all when output goes to a file or a pipe.
 *
 * <p>Add it to a network with {@code addListeners}, and tell it of each epoch's test. It follows
 * one training.
 */
public final class EpochProgress extends BaseTrainingListener {
  private static final int BAR_COLUMNS = 79;
  private static final double NANOS = 1e9;

  private final int done;
  private final int epochs;
  private final int batchesPerEpoch;
  private final PrintStream out;
  private final boolean terminal;

  private ProgressBar bar;
  private int epoch;
  private long begin;
  private int batches;
  private double lossSum;
  private long start;
  private double meanLoss = Double.NaN;

  /**
   * Progress of a training that is about to start or to go on.
   *
   * @param done epochs that were trained before, 0 or more
   * @param epochs how many there will be with those, 1 or more
   * @param batchesPerEpoch minibatches in each, 1 or more
   */
  public EpochProgress(int done, int epochs, int batchesPerEpoch) {
    this(done, epochs, batchesPerEpoch, System.err, Terminal.present());
  }

  EpochProgress(int done, int epochs, int batchesPerEpoch, PrintStream out, boolean terminal) {
    if (epochs < 1 || batchesPerEpoch < 1) {
      throw new IllegalArgumentException(
          "epochs and batchesPerEpoch must be positive: " + epochs + ", " + batchesPerEpoch);
    }
    this.done = done;
    this.epoch = done;
    this.epochs = epochs;
    this.batchesPerEpoch = batchesPerEpoch;
    this.out = out;
    this.terminal = terminal;
  }

  /** Mean loss over the minibatches of the last epoch that ended; NaN before the first end. */
  public double meanLoss() {
    return meanLoss;
  }

  /**
   * Ends an epoch's line: what it came to, how long it took with its test, and what is left.
   *
   * @param accuracy on the test images
   * @param validation accuracy on held-out training images, if there are any
   */
  public void tested(double accuracy, OptionalDouble validation) {
    long now = System.nanoTime();
    String line =
        format(
            "%s  loss %.4f  %stest accuracy %.2f%%  %.1f s",
            name(),
            meanLoss,
            validation.isPresent()
                ? format("validation accuracy %.2f%%  ", 100 * validation.getAsDouble())
                : "",
            100 * accuracy,
            (now - start) / NANOS);
    double left = (now - begin) / NANOS / (epoch - done) * (epochs - epoch);
    out.println(epoch == epochs ? line : line + left(left));
  }

  private static String left(double seconds) {
    return seconds < 100
        ? format("  %.0f s left", seconds)
        : format("  %.0f min left", seconds / 60);
  }

  @Override
  public void onEpochStart(Model model) {
    start = System.nanoTime();
    if (epoch == done) {
      begin = start;
    }
    epoch++;
    batches = 0;
    lossSum = 0;
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name())
              .setInitialMax(batchesPerEpoch)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(out, BAR_COLUMNS))
              .clearDisplayOnFinish()
              .build();
    }
  }

  @Override
  public void iterationDone(Model model, int iteration, int epochCount) {
    batches++;
    lossSum += model.score();
    if (bar != null) {
      bar.setExtraMessage(format("loss %.4f", lossSum / batches)).step();
    }
  }

  @Override
  public void onEpochEnd(Model model) {
    meanLoss = lossSum / batches;
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private String name() {
    return "epoch " + epoch + "/" + epochs;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
