package org.bnn4j.examples.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.bnn4j.examples.benchmarks.speed.CLimit;
import org.bnn4j.examples.benchmarks.speed.ConvolutionSpeed;
import org.bnn4j.examples.benchmarks.speed.LimitOption;
import org.bnn4j.examples.benchmarks.speed.NetworkSpeed;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.Outcome;
import org.bnn4j.examples.experiments.support.ReportSection;
import org.bnn4j.examples.experiments.support.RunReport;
import org.bnn4j.examples.experiments.training.WidthOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures inference of BinaryNet's CIFAR-10 network, untrained: its binary convolutions beside a
 * limit in C, the whole network beside Deeplearning4j's float layers, all in one run.
 */
@Command(
    name = "Cifar10Speed",
    description = {
      "Measures inference of BinaryNet's CIFAR-10 network, untrained: the packed model and its binary convolutions on "
          + "every kernel path, Deeplearning4j's float layers of the same shape, and a limit written in C.",
      "All of it takes turns, so the ratios hold on a busy machine. Kernels are timed by the CPU time of their thread.",
      "Start Java with --add-modules=jdk.incubator.vector to have the vector path among them."
    })
public final class Cifar10Speed implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private LimitOption limit;

  @Option(names = "--repeats", description = "Rounds; medians are reported")
  private int repeats = 15;

  @Mixin private final WidthOption width = new WidthOption(1);
  @Mixin private Outcome outcome;

  /** Runs the measurement; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new Cifar10Speed(), args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<CLimit> ceiling = limit.compile();
    Random random = new Random(1);
    List<ConvolutionSpeed> convolutions = new ArrayList<>();
    int channels = (int) Math.round(128 * width.width());
    if (channels % 32 != 0) {
      throw new ParameterException(
          command.commandLine(), "--width must be 0.25, 0.5, 0.75 or 1: kernels take whole words");
    }
    for (int block = 0; block < 3; block++) {
      int pixels = 32 >> block;
      int outputs = channels << block;
      if (block > 0) {
        convolutions.add(new ConvolutionSpeed(pixels, outputs / 2, outputs, random));
      }
      convolutions.add(new ConvolutionSpeed(pixels, outputs, outputs, random));
    }
    NetworkSpeed network = new NetworkSpeed(width.width());
    for (int round = 0; round < repeats; round++) {
      for (ConvolutionSpeed convolution : convolutions) {
        convolution.measure();
      }
      network.measure();
      if (ceiling.isPresent()) {
        ceiling.get().measure();
      }
    }
    RunReport report = new RunReport("Inference of the CIFAR-10 network, width " + width.width());
    ReportSection rates =
        report.section("binary convolutions, G multiply-accumulates a second: median, best");
    convolutions.forEach(convolution -> convolution.describe(rates));
    ceiling.ifPresent(c -> c.describe(rates, convolutions));
    network.describe(report.section("one image, microseconds"));
    outcome.publish(report);
    return 0;
  }
}
