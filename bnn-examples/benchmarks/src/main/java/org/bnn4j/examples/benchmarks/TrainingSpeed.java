package org.bnn4j.examples.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.Outcome;
import org.bnn4j.examples.experiments.support.ReportSection;
import org.bnn4j.examples.experiments.support.RunReport;
import org.bnn4j.examples.experiments.training.ConvNet;
import org.bnn4j.examples.experiments.training.Precision;
import org.bnn4j.examples.experiments.training.Recipe;
import org.bnn4j.examples.experiments.training.WidthOption;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a training step of the CIFAR-10 network with quantized and with float layers. */
@Command(
    name = "TrainingSpeed",
    description = {
      "Measures a training step of BinaryNet's CIFAR-10 network: with this project's layers, with Deeplearning4j's "
          + "float layers, and with float weights on the native convolution that this project's layers use.",
      "OMP_NUM_THREADS sets the number of native threads. -Xmx also bounds the memory outside the heap: a full width "
          + "needs 8 GB."
    })
public final class TrainingSpeed implements Callable<Integer> {
  private static final int WARM_UP = 3;
  private static final int CLASSES = 10;

  @Option(names = "--batch", description = "Images in a minibatch")
  private int batch = 100;

  @Option(names = "--steps", description = "Steps measured of each; they take turns")
  private int steps = 15;

  @Mixin private final WidthOption width = new WidthOption(0.25);
  @Mixin private Outcome outcome;

  /** Runs the measurement; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new TrainingSpeed(), args));
  }

  @Override
  public Integer call() throws IOException {
    Map<String, MultiLayerNetwork> networks = new LinkedHashMap<>();
    for (Precision precision : Precision.values()) {
      ConvNet net = ConvNet.cifar10(width.width(), new Recipe(precision, 1e-3, 1, 1));
      networks.put(precision.label(), initialized(net));
    }
    DataSet images = images();
    Map<String, double[]> millis = new LinkedHashMap<>();
    networks.keySet().forEach(name -> millis.put(name, new double[steps]));
    for (int step = -WARM_UP; step < steps; step++) {
      for (Map.Entry<String, MultiLayerNetwork> entry : networks.entrySet()) {
        long start = System.nanoTime();
        entry.getValue().fit(images);
        if (step >= 0) {
          millis.get(entry.getKey())[step] = (System.nanoTime() - start) / 1e6;
        }
      }
    }
    outcome.publish(report(millis));
    return 0;
  }

  private static MultiLayerNetwork initialized(ConvNet net) {
    MultiLayerNetwork network = new MultiLayerNetwork(net.configuration());
    network.init();
    return network;
  }

  /** What the pixels are does not matter here. */
  private DataSet images() {
    INDArray pixels = Nd4j.rand(batch, 3, 32, 32);
    INDArray labels = Nd4j.zeros(batch, CLASSES);
    for (int i = 0; i < batch; i++) {
      labels.putScalar(i, i % CLASSES, 1);
    }
    return new DataSet(pixels, labels);
  }

  private RunReport report(Map<String, double[]> millis) {
    RunReport report = new RunReport("A training step of the CIFAR-10 network");
    report
        .section("setting")
        .put("width", width.width())
        .put("images in a step", batch)
        .put("steps measured", steps)
        .put(
            "native threads",
            NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads());
    ReportSection medians = report.section("milliseconds a step (medians)");
    ReportSection quartiles = report.section("milliseconds a step (quartiles)");
    millis.forEach(
        (name, times) -> {
          Arrays.sort(times);
          medians.put(name, times[steps / 2]);
          quartiles.put(name, List.of(times[steps / 4], times[Math.min(steps - 1, 3 * steps / 4)]));
        });
    ReportSection ratios = report.section("times the step of Deeplearning4j's float layers");
    double[] reference = millis.get(Precision.FLOAT.label());
    millis.forEach((name, times) -> ratios.put(name, times[steps / 2] / reference[steps / 2]));
    return report;
  }
}
