package org.bnn4j.layers.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.format.ModelWriter;
import org.bnn4j.kernels.graph.Graph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * Exports a trained network to a model that runs on packed bits without Deeplearning4j.
 *
 * <pre>{@code
 * BnnExporter export = BnnExporter.of(network).normalizer(scaler).labels(names);
 * System.out.println(export.report());
 * export.verify(test).orThrow();
 * export.writeModel(Path.of("digits.bnn"));
 * export.writeJar(Path.of("digits.jar"));
 * }</pre>
 *
 * <p>Exportable are BinaryDense, TernaryDense, DenseLayer, OutputLayer, LossLayer,
 * BatchNormalization, ActivationLayer and DropoutLayer, in FLOAT. Everything else is refused by
 * name, never approximated. The network is read when it is needed first and must not be trained
 * further in between.
 *
 * <p>Immutable: the methods that set something return a new exporter.
 */
public final class BnnExporter {
  private final MultiLayerNetwork network;
  private final DataNormalization normalizer;
  private final List<String> labels;
  private final InputMode input;
  private Export export;

  /** What a translation gives. */
  private record Export(InputNormalization normalization, Graph graph, ExportReport report) {}

  private BnnExporter(
      MultiLayerNetwork network,
      DataNormalization normalizer,
      List<String> labels,
      InputMode input) {
    this.network = network;
    this.normalizer = normalizer;
    this.labels = labels;
    this.input = input;
  }

  /** An exporter of a network that is initialized and trained. */
  public static BnnExporter of(MultiLayerNetwork network) {
    return new BnnExporter(network, null, List.of(), InputMode.BY_NORMALIZER);
  }

  /**
   * The normalizer that the training data went through; it becomes part of the model, which then
   * takes raw data.
   *
   * @param normalizer an ImagePreProcessingScaler (of at most 8 bits: then the model takes bytes),
   *     a NormalizerStandardize or a NormalizerMinMaxScaler, fitted
   */
  public BnnExporter normalizer(DataNormalization normalizer) {
    return new BnnExporter(network, normalizer, labels, input);
  }

  /** The names of the classes, one per output. */
  public BnnExporter labels(List<String> names) {
    return new BnnExporter(network, normalizer, List.copyOf(names), input);
  }

  /** The names of the classes, one per output. */
  public BnnExporter labels(String... names) {
    return labels(Arrays.asList(names));
  }

  /**
   * Says that raw data is unsigned bytes: the model takes 0 to 255, and its first product is one of
   * integers.
   */
  public BnnExporter byteInput() {
    return new BnnExporter(network, normalizer, labels, InputMode.BYTES);
  }

  /** Says that raw data may be any floats, even with an ImagePreProcessingScaler. */
  public BnnExporter floatInput() {
    return new BnnExporter(network, normalizer, labels, InputMode.FLOATS);
  }

  /**
   * What becomes of every layer.
   *
   * @throws ExportException if the network cannot be exported, naming the layer
   */
  public ExportReport report() {
    return export().report();
  }

  /**
   * The model, in memory.
   *
   * @throws ExportException if the network cannot be exported, naming the layer
   */
  public BnnModel model() {
    return BnnModel.of(export().graph());
  }

  /**
   * Compares the network with its exported model on a data set, layer by layer.
   *
   * @param data raw data, or data that this exporter's normalizer is set on as preprocessor; reset
   *     before use
   * @throws ExportException if the network cannot be exported, or the data has another preprocessor
   */
  public Verification verify(DataSetIterator data) {
    return verify(model(), data);
  }

  /**
   * Compares the network with a model that was exported from it earlier.
   *
   * @param model for instance one that was loaded from a file
   * @param data as for {@link #verify(DataSetIterator)}
   * @throws ExportException if the network cannot be exported, or the data has another preprocessor
   */
  public Verification verify(BnnModel model, DataSetIterator data) {
    Export done = export();
    return new Verifier(network, done.normalization(), done.graph(), model).run(data);
  }

  /**
   * Writes the model file, at once: a reader sees the old file or the new one.
   *
   * @throws ExportException if the network cannot be exported, naming the layer
   * @throws IOException if the file cannot be written
   */
  public void writeModel(Path file) throws IOException {
    AtomicFile.write(file, modelBytes());
  }

  /**
   * Writes one runnable jar of model and kernels: {@code java -jar file predict images.csv}. On a
   * class path it gives its model through {@link BnnModel#embedded()}.
   *
   * @throws ExportException if the network cannot be exported, naming the layer
   * @throws IOException if the file cannot be written
   */
  public void writeJar(Path file) throws IOException {
    AtomicFile.write(file, RunnableJar.of(modelBytes()));
  }

  private byte[] modelBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ModelWriter.write(export().graph(), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private synchronized Export export() {
    if (export == null) {
      Limits.check(network);
      InputNormalization normalization =
          InputNormalization.of(normalizer, NetworkTranslator.inputs(network));
      boolean bytes =
          input == InputMode.BYTES
              || input == InputMode.BY_NORMALIZER && normalization.isForPixels();
      NetworkTranslator translator = new NetworkTranslator(network, normalization, bytes);
      Graph graph = translator.translate(labels);
      export = new Export(normalization, graph, translator.report(graph));
    }
    return export;
  }
}
