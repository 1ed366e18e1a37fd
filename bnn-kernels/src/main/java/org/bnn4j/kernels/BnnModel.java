package org.bnn4j.kernels;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.bnn4j.kernels.exec.Plan;
import org.bnn4j.kernels.format.EmbeddedModel;
import org.bnn4j.kernels.format.ModelReader;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.paths.KernelPaths;
import org.bnn4j.kernels.types.BnnFormatException;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.kernels.types.Picture;

/**
 * A trained binary or ternary network, ready to run on packed bits. Immutable and safe to share
 * between threads; each thread makes its own {@link BnnSession}.
 *
 * <pre>{@code
 * BnnModel model = BnnModel.load(Path.of("digits.bnn"));
 * try (BnnSession session = model.newSession(1)) {
 *   int k = session.classify(pixels);
 *   System.out.println(model.label(k) + " " + session.score(k));
 * }
 * }</pre>
 */
public final class BnnModel {
  private final Plan plan;

  private BnnModel(Plan plan) {
    this.plan = plan;
  }

  /**
   * For bnn4j's own tools, the exporter and the command line; others load a model. Makes a model of
   * a graph that is in memory already. It keeps the graph's arrays of constants without copying
   * them: they must not be changed afterwards.
   */
  @SuppressWarnings("exports") // users of the module cannot name the type, and are not meant to
  public static BnnModel of(Graph graph) {
    return new BnnModel(new Plan(graph, KernelPaths.selected()));
  }

  /**
   * Loads a model file.
   *
   * @throws BnnFormatException if the file is not a model that this version can read
   * @throws IOException if the file cannot be read
   */
  public static BnnModel load(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return load(in);
    }
  }

  /**
   * Loads a model from a stream, to its end; does not close it. As the other ways of loading, it
   * logs the kernels that were chosen, in one line at level DEBUG (logger {@code
   * org.bnn4j.kernels}).
   *
   * @throws BnnFormatException if the bytes are not a model that this version can read
   * @throws IOException if the stream fails
   */
  public static BnnModel load(InputStream in) throws IOException {
    BnnModel model = of(ModelReader.read(in));
    System.getLogger("org.bnn4j.kernels")
        .log(System.Logger.Level.DEBUG, () -> "kernels: " + model.plan.path().describe());
    return model;
  }

  /**
   * Loads a model from the class path.
   *
   * @param owner a class beside which, or in whose jar, the resource lies
   * @param resource as for {@link Class#getResourceAsStream(String)}
   * @throws FileNotFoundException if there is no such resource
   * @throws BnnFormatException if the bytes are not a model that this version can read
   * @throws IOException if the resource cannot be read
   */
  public static BnnModel loadResource(Class<?> owner, String resource) throws IOException {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(
            "no resource '" + resource + "' on the class path of " + owner.getName());
      }
      return load(in);
    }
  }

  /**
   * Loads the model that an exported jar holds.
   *
   * @throws FileNotFoundException if the jar on the class path holds none
   * @throws IOException if it cannot be read
   */
  public static BnnModel embedded() throws IOException {
    return loadResource(BnnModel.class, EmbeddedModel.RESOURCE);
  }

  /**
   * The same model on other kernels.
   *
   * @param path {@code reference}, {@code plain} or {@code vector}
   * @throws IllegalStateException if that path is unknown or cannot run here, saying what would
   *     help
   */
  public BnnModel onKernels(String path) {
    return new BnnModel(new Plan(graph(), KernelPaths.named(path)));
  }

  /**
   * The name of the kernels that this model runs on: {@code reference}, {@code plain} or {@code
   * vector}.
   */
  public String kernels() {
    return plan.path().name();
  }

  /**
   * A session for one thread.
   *
   * @param maxBatch the most examples that one call will pass, at least 1
   * @throws IllegalArgumentException if it is less than 1, or more than an array of scores holds
   */
  public BnnSession newSession(int maxBatch) {
    return new BnnSession(plan, maxBatch, false, null, 1);
  }

  /**
   * A session whose calls split their batches over several threads, and of a single example the
   * large packed layers; the answers are the same. The threads of a single example wait for each
   * other actively, some microseconds at a time. It is still used by one thread at a time: a call
   * works on that thread as well, and returns when the whole batch is done.
   *
   * @param maxBatch the most examples that one call will pass, at least 1
   * @param executor where the other threads come from. If it has none to spare, the calling thread
   *     does their work
   * @param threads how many work on a batch at most, the calling one among them, at least 1; each
   *     has memory of its own
   * @throws IllegalArgumentException if a number is less than 1, or the batch more than an array of
   *     scores holds
   */
  public BnnSession newSession(int maxBatch, Executor executor, int threads) {
    Objects.requireNonNull(executor, "executor");
    return new BnnSession(plan, maxBatch, false, executor, threads);
  }

  /**
   * A session that keeps what every layer puts out, for {@link BnnSession#values(String)}: slower,
   * larger.
   *
   * @throws IllegalArgumentException if {@code maxBatch} is less than 1, or more than an array of
   *     some layer's values holds
   */
  public BnnSession newTracingSession(int maxBatch) {
    return new BnnSession(plan, maxBatch, true, null, 1);
  }

  private Graph graph() {
    return plan.graph();
  }

  /** Values of one example, raw, those of an image in the order of {@link #channelsFirst()}. */
  public int inputs() {
    return graph().input().size();
  }

  /** The kind of the input: {@link EdgeKind#BYTE} or {@link EdgeKind#FLOAT}. */
  public EdgeKind inputKind() {
    return graph().input().kind();
  }

  /**
   * Whether the values of an image come as one plane of a channel after the other, as in networks
   * with channels first (NCHW); else they come pixel after pixel, the channels of a pixel side by
   * side (NHWC).
   */
  public boolean channelsFirst() {
    return ((Input) graph().nodes().get(0).op()).channelsFirst();
  }

  /**
   * The pictures that this model takes, if it is known to take any: those that its export told of,
   * else, for an input of bytes, those of its shape, if that is one of images, with 255 for white.
   */
  public Optional<Picture> picture() {
    Shape shape = graph().input().shape();
    boolean image =
        inputKind() == EdgeKind.BYTE
            && shape.pixels() > 1
            && (shape.channels() == 1 || shape.channels() == 3);
    return graph().picture().isPresent() || !image
        ? graph().picture()
        : Optional.of(new Picture(shape.height(), shape.width(), shape.channels(), 255));
  }

  /** Scores of one example. */
  public int outputs() {
    return graph().output().size();
  }

  /**
   * The names of all nodes whose values a tracing session gives, in the order in which they are
   * computed.
   */
  public List<String> layers() {
    return graph().names();
  }

  /** The names of the classes, or an empty list. */
  public List<String> labels() {
    return graph().labels();
  }

  /**
   * The name of class {@code k}, or its number where the model has no names.
   *
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public String label(int k) {
    Objects.checkIndex(k, outputs());
    return graph().labels().isEmpty() ? Integer.toString(k) : graph().labels().get(k);
  }

  /**
   * Shapes, bits and bytes of every layer and the kernels that were chosen, as text of several
   * lines.
   */
  public String describe() {
    return new Description(graph()).text()
        + "kernels: "
        + plan.path().describe()
        + System.lineSeparator();
  }
}
