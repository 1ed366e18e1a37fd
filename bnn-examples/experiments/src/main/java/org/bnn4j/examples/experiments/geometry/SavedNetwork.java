package org.bnn4j.examples.experiments.geometry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.examples.experiments.data.LabeledImagesIterator;
import org.bnn4j.layers.geometry.GeometrySurvey;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * A network from a file, and how it is fed images.
 *
 * @param network of either kind
 * @param normalizer what its training data went through, if the file says so
 */
public record SavedNetwork(Model network, Optional<DataNormalization> normalizer) {

  /**
   * Reads a network that Deeplearning4j saved.
   *
   * @throws IOException if the file is not a saved network
   */
  public static SavedNetwork read(Path file) throws IOException {
    boolean graph = isGraph(file);
    Optional<DataNormalization> normalizer =
        Optional.ofNullable(ModelSerializer.restoreNormalizerFromFile(file.toFile()));
    Model network =
        graph
            ? ComputationGraph.load(file.toFile(), false)
            : MultiLayerNetwork.load(file.toFile(), false);
    return new SavedNetwork(network, normalizer);
  }

  /** The configuration of a graph, and of nothing else, names the network's inputs. */
  private static boolean isGraph(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry configuration = zip.getEntry(ModelSerializer.CONFIGURATION_JSON);
      if (configuration == null) {
        throw new ZipException("no entry " + ModelSerializer.CONFIGURATION_JSON);
      }
      byte[] json = zip.getInputStream(configuration).readAllBytes();
      return new String(json, StandardCharsets.UTF_8).contains("\"networkInputs\"");
    } catch (ZipException e) {
      throw new IOException(
          file + ": not a network that Deeplearning4j saved: " + e.getMessage(), e);
    }
  }

  /** A survey of the network. */
  public GeometrySurvey survey() {
    return network instanceof ComputationGraph graph
        ? GeometrySurvey.of(graph)
        : GeometrySurvey.of((MultiLayerNetwork) network);
  }

  /** Images as the network is fed them: flat, or as planes where it begins with a convolution. */
  public LabeledImagesIterator feed(LabeledImages images, int batch) {
    LabeledImagesIterator iterator = new LabeledImagesIterator(images, batch);
    normalizer.ifPresent(iterator::setPreProcessor);
    return readsPlanes() ? iterator.asPlanes() : iterator;
  }

  private boolean readsPlanes() {
    if (network instanceof MultiLayerNetwork layers) {
      boolean asItIs = layers.getLayerWiseConfigurations().getInputPreProcess(0) == null;
      return asItIs && isPlanes(layers.getLayerWiseConfigurations().getConf(0).getLayer());
    }
    ComputationGraph graph = (ComputationGraph) network;
    String input = graph.getConfiguration().getNetworkInputs().get(0);
    return graph.getConfiguration().getVertexInputs().entrySet().stream()
        .filter(entry -> entry.getValue().contains(input))
        .map(entry -> graph.getConfiguration().getVertices().get(entry.getKey()))
        .anyMatch(
            vertex ->
                vertex instanceof LayerVertex layer
                    && layer.getPreProcessor() == null
                    && isPlanes(layer.getLayerConf().getLayer()));
  }

  private static boolean isPlanes(Layer conf) {
    return conf instanceof ConvolutionLayer convolution
        && convolution.getCnn2dDataFormat() == CNN2DFormat.NCHW;
  }
}
