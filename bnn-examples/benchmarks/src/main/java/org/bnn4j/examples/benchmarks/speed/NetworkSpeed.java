package org.bnn4j.examples.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.bnn4j.examples.experiments.support.ReportSection;
import org.bnn4j.examples.experiments.training.ConvNet;
import org.bnn4j.examples.experiments.training.Precision;
import org.bnn4j.examples.experiments.training.Recipe;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.paths.KernelPaths;
import org.bnn4j.layers.export.BnnExporter;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The whole network, one image at a time: the packed model against Deeplearning4j's layers. */
public final class NetworkSpeed {
  private static final int VALUES = 3 * 32 * 32;
  private static final int CLASSES = 10;

  private final byte[] image = new byte[VALUES];
  private final INDArray array;
  private final MultiLayerNetwork floats;
  private final Map<String, BnnSession> sessions = new LinkedHashMap<>();
  private final Map<String, CpuTime> packed = new LinkedHashMap<>();
  private final CpuTime dl4j = new CpuTime();
  private final long fileBytes;

  /** Builds the networks, untrained, with the paper's layer widths times {@code width}. */
  public NetworkSpeed(double width) throws IOException {
    new Random(1).nextBytes(image);
    float[] values = new float[VALUES];
    for (int i = 0; i < VALUES; i++) {
      values[i] = image[i] & 0xFF;
    }
    array = Nd4j.create(values, new long[] {1, 3, 32, 32}, 'c');
    floats = initialized(width, Precision.FLOAT);
    MultiLayerNetwork binary = initialized(width, Precision.BINARY);
    Path folder = Files.createTempDirectory("cifar10");
    Path file = folder.resolve("model.bnn");
    BnnExporter.of(binary).inputShape(32, 32, 3).byteInput().writeModel(file);
    fileBytes = Files.size(file);
    BnnModel model = BnnModel.load(file);
    Files.delete(file);
    Files.delete(folder);
    float[] expected = binary.output(array).data().asFloat();
    for (String path : KernelPaths.available()) {
      BnnSession session = model.onKernels(path).newSession(1);
      check(path, session, expected);
      sessions.put(path, session);
      packed.put(path, new CpuTime());
    }
    sessions.remove("reference");
    packed.remove("reference");
  }

  private static MultiLayerNetwork initialized(double width, Precision precision) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            ConvNet.cifar10(width, new Recipe(precision, 1e-3, 1, 1)).configuration());
    network.init();
    return network;
  }

  private void check(String path, BnnSession session, float[] expected) {
    float[] scores = new float[CLASSES];
    session.run(image, 1, scores);
    for (int k = 0; k < CLASSES; k++) {
      if (Math.abs(scores[k] - expected[k]) > 1e-6) {
        throw new IllegalStateException(
            path + " answers " + Arrays.toString(scores) + ", not " + Arrays.toString(expected));
      }
    }
  }

  /** Measures each once. */
  public void measure() {
    float[] scores = new float[CLASSES];
    sessions.forEach(
        (path, session) -> packed.get(path).ofThread(() -> session.run(image, 1, scores)));
    dl4j.ofWall(() -> floats.output(array));
  }

  /** Reports medians and ratios. */
  public void describe(ReportSection section) {
    int threads = NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
    String name = "Deeplearning4j, float, " + threads + " native threads";
    section.put(name, Math.round(dl4j.median() / 1e3));
    section.put(name + ", best", Math.round(dl4j.best() / 1e3));
    packed.forEach(
        (path, time) -> {
          section.put(path, Math.round(time.median() / 1e3));
          section.put(path + ", best", Math.round(time.best() / 1e3));
          section.put(path + ", times as fast", dl4j.median() / time.median());
        });
    section.put("model file, bytes", fileBytes);
  }
}
