package org.bnn4j.layers.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.format.ModelWriter;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.types.Picture;
import org.bnn4j.layers.internal.files.AtomicFile;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.graph.ComputationGraph;
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
 * <p>Exportable are, in FLOAT, the layers and vertices
 * <!-- exportable -->
 *
 * <ul>
 *   <li>BinaryDense, TernaryDense, BinaryConv2D, TernaryConv2D, BinaryDepthwiseConv2D,
 *       BinarySeparableConv2D, RSign, RPReLU,
 *   <li>DenseLayer, ConvolutionLayer, OutputLayer, LossLayer, BatchNormalization, ActivationLayer,
 *       PReLULayer, DropoutLayer, SubsamplingLayer, GlobalPoolingLayer, ZeroPaddingLayer,
 *   <li>ElementWiseVertex with Add, MergeVertex, PreprocessorVertex.
 * </ul>
 *
 * <!-- /exportable -->
 *
 * <p>Layers of your own are, too, if they extend {@link org.bnn4j.layers.QuantizedDense} or {@link
 * org.bnn4j.layers.QuantizedConv2D}. A DenseLayer, ConvolutionLayer or OutputLayer with {@link
 * org.bnn4j.layers.weightnoise.QuantizedWeights} is packed if their quantizer has no scales.
 * Everything else is refused by name, never approximated. An exporter reads the network once, at
 * the first call that needs it: train before that.
 *
 * <p>Immutable: the methods that set something return a new exporter.
 */
public final class BnnExporter {
  private final Supplier<Topology> network;
  private final ExportSettings settings;
  private Export export;

  private BnnExporter(Supplier<Topology> network, ExportSettings settings) {
    this.network = network;
    this.settings = settings;
  }

  private static BnnExporter of(Supplier<Topology> network) {
    return new BnnExporter(network, new ExportSettings());
  }

  /**
   * An exporter of a network that is initialized and trained; of one that is not initialized,
   * whatever is asked of it throws IllegalStateException.
   */
  public static BnnExporter of(MultiLayerNetwork network) {
    return of(() -> Topology.of(network));
  }

  /**
   * An exporter of a graph with one input and one output; otherwise as {@link
   * #of(MultiLayerNetwork)}.
   */
  public static BnnExporter of(ComputationGraph network) {
    return of(() -> Topology.ofAnswers(network));
  }

  /**
   * The normalizer that the training data went through; it becomes part of the model, which then
   * takes raw data.
   *
   * @param normalizer an ImagePreProcessingScaler (of at most 8 bits: then the model takes bytes),
   *     a NormalizerStandardize or a NormalizerMinMaxScaler, fitted
   */
  public BnnExporter normalizer(DataNormalization normalizer) {
    return with(changed -> changed.normalizer = normalizer);
  }

  /** The names of the classes, one per output. */
  public BnnExporter labels(List<String> names) {
    return with(changed -> changed.labels = List.copyOf(names));
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
    return with(changed -> changed.input = InputMode.BYTES);
  }

  /** Says that raw data may be any floats, even with an ImagePreProcessingScaler. */
  public BnnExporter floatInput() {
    return with(changed -> changed.input = InputMode.FLOATS);
  }

  /**
   * Says how large images are. A network that was configured for {@code InputType.convolutional}
   * does not keep it; one for {@code convolutionalFlat} does, and needs no call.
   *
   * @throws IllegalArgumentException if one of them is not positive
   */
  public BnnExporter inputShape(int height, int width, int channels) {
    Shape shape = new Shape(height, width, channels);
    return with(changed -> changed.inputShape = Optional.of(shape));
  }

  /**
   * Says what pictures the numbers of an input are, where their shape does not say so, as for a
   * dense first layer, or white is not 255: {@code serve} then has a page to draw on, and PNG files
   * are taken.
   */
  public BnnExporter picture(Picture picture) {
    return with(changed -> changed.picture = Optional.of(picture));
  }

  private BnnExporter with(Consumer<ExportSettings> change) {
    return new BnnExporter(network, settings.with(change));
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
    return VerificationRun.of(export(), model, data);
  }

  /**
   * Writes the model file, at once: nobody ever sees a part of it. The same network gives the same
   * bytes, and a file that has them already is left alone.
   *
   * @param options {@link StandardCopyOption#REPLACE_EXISTING} to replace a file that is there
   * @throws ExportException if the network cannot be exported, naming the layer
   * @throws java.nio.file.FileAlreadyExistsException if there is a file with another content, and
   *     no option to replace it
   * @throws IOException if the file cannot be written
   */
  public void writeModel(Path file, StandardCopyOption... options) throws IOException {
    write(file, modelBytes(), options);
  }

  /**
   * Writes one runnable jar of model and kernels: {@code java -jar file predict images.csv}. On a
   * class path it gives its model through {@link BnnModel#embedded()}. Otherwise as {@link
   * #writeModel}.
   *
   * @throws ExportException if the network cannot be exported, naming the layer
   * @throws java.nio.file.FileAlreadyExistsException if there is a file with another content, and
   *     no option to replace it
   * @throws IOException if the file cannot be written
   */
  public void writeJar(Path file, StandardCopyOption... options) throws IOException {
    write(file, RunnableJar.of(modelBytes()), options);
  }

  private static void write(Path file, byte[] content, StandardCopyOption... options)
      throws IOException {
    if (List.of(options).contains(StandardCopyOption.REPLACE_EXISTING)) {
      AtomicFile.write(file, content);
    } else {
      AtomicFile.create(file, content);
    }
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
      Topology topology = network.get();
      NetworkCheck.check(topology);
      NetworkInput fed = NetworkInput.of(topology, settings.inputShape);
      InputNormalization normalization = InputNormalization.of(settings.normalizer, fed);
      boolean bytes =
          settings.input == InputMode.BYTES
              || settings.input == InputMode.BY_NORMALIZER && normalization.isForPixels();
      NetworkTranslator translator = new NetworkTranslator(topology, fed, normalization, bytes);
      export = translator.translate(settings.labels, settings.picture);
    }
    return export;
  }
}
