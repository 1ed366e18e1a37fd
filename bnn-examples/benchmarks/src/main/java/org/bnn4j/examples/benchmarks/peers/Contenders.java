package org.bnn4j.examples.benchmarks.peers;

import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bnn4j.kernels.BnnModel;

/** Makes the contenders of a net. */
final class Contenders {
  private static final String WORKERS = "org.bnn4j.examples.benchmarks.worker.";

  private final Jdk peers;
  private final List<Jdk> newestFirst;
  private final Path workers;
  private final Path kernels;
  private final Path onnxRuntime;

  /**
   * Finds what they run on.
   *
   * @param peers what the peers run on
   * @param newestFirst what packed models run on
   * @param folder where the jar of the workers is written
   */
  Contenders(Jdk peers, List<Jdk> newestFirst, Path folder) throws IOException {
    this.peers = peers;
    this.newestFirst = newestFirst;
    this.workers = WorkerJar.write(folder);
    this.kernels = CodeSource.of(BnnModel.class);
    this.onnxRuntime = CodeSource.of(OrtEnvironment.class);
    if (Files.isDirectory(kernels)) {
      throw new IOException(
          "the kernels are in the folder "
              + kernels
              + ", where Java finds no vector path: put the jar of bnn-kernels on the class path");
    }
  }

  /** All contenders of a net with a number of threads, this project's first. */
  List<Contender> of(Net net, Models models, int threads) {
    List<Contender> all = new ArrayList<>();
    for (Jdk jdk : newestFirst) {
      if (jdk.hasVectors()) {
        all.add(packed(jdk, "vector", models, threads));
      }
    }
    for (Jdk jdk : newestFirst) {
      all.add(packed(jdk, "plain", models, threads));
    }
    all.add(onnx(Kind.ONNX_INT8, "ONNX Runtime int8", models.onnxInt8(), models, threads));
    all.add(onnx(Kind.ONNX_FLOAT, "ONNX Runtime float32", models.onnxFloat(), models, threads));
    if (net.convolutional()) {
      all.add(dl4j(Kind.DL4J_NATIVE, net, models, threads));
    }
    all.add(dl4j(Kind.DL4J, net, models, threads));
    return all;
  }

  private Contender packed(Jdk jdk, String path, Models models, int threads) {
    List<String> flags = new ArrayList<>(List.of("-Xmx256m", "-Dbnn.kernels=" + path));
    if (path.equals("vector")) {
      flags.add("--add-modules=jdk.incubator.vector");
    }
    return new Contender(
        Kind.PACKED,
        "packed, " + path + ", " + jdk,
        jdk,
        flags,
        workers + File.pathSeparator + kernels,
        WORKERS + "PackedWorker",
        models.packed(),
        arguments(models.packed(), models, threads),
        threads);
  }

  private Contender onnx(Kind kind, String name, Path model, Models models, int threads) {
    return new Contender(
        kind,
        name,
        peers,
        List.of("-Xmx256m"),
        workers + File.pathSeparator + onnxRuntime,
        WORKERS + "OnnxWorker",
        model,
        arguments(model, models, threads),
        threads);
  }

  private static List<String> arguments(Path model, Models models, int threads) {
    return List.of(model.toString(), models.examples().toString(), Integer.toString(threads));
  }

  private Contender dl4j(Kind kind, Net net, Models models, int threads) {
    boolean own = kind == Kind.DL4J;
    Path model = own ? models.dl4j() : models.parameters();
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(model.toString(), models.examples().toString()));
    arguments.addAll(List.of(net.name(), Double.toString(net.width())));
    if (!own) {
      arguments.add("native");
    }
    return new Contender(
        kind,
        own ? "Deeplearning4j float32" : "Deeplearning4j float32, native convolutions",
        peers,
        // A convolution's columns are larger by far than the heap, and lie outside.
        List.of(
            "-Xmx2g",
            "-Dorg.bytedeco.javacpp.maxbytes=8g",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=12g"),
        System.getProperty("java.class.path"),
        Dl4jWorker.class.getName(),
        model,
        arguments,
        threads);
  }
}
