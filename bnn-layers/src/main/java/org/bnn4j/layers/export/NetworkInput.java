package org.bnn4j.layers.export;

import java.util.Arrays;
import java.util.Optional;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.layers.internal.network.Layout;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a network is fed. A network does not keep its input type; the first layer that is not
 * indifferent to it tells most, and the height and width of a map are asked for where none does.
 *
 * @param shape one example, as a model has it
 * @param layout how the network is fed it: a map as a {@link Layout#VECTOR} is fed plane after
 *     plane
 */
record NetworkInput(Shape shape, Layout layout) {
  /**
   * The input of a network.
   *
   * @param given what the exporter was told, which must not contradict a layer that reads the input
   */
  static NetworkInput of(Topology network, Optional<Shape> given) {
    for (Vertex vertex : network.vertices()) {
      Optional<NetworkInput> told = toldBy(vertex, given);
      if (told.isPresent()) {
        boolean reader = vertex.inputs().stream().anyMatch(network::isInput);
        return reader || given.isEmpty()
            ? checked(told.get(), given, LayerRef.of(vertex))
            // What is in between may have made it larger; of the input this knows the layout alone.
            : new NetworkInput(given.get(), told.get().layout());
      }
    }
    return network.vertices().stream()
        .mapToInt(vertex -> vertex.map(layer -> inputs(layer.conf()), other -> 0))
        .filter(inputs -> inputs > 0)
        .mapToObj(NetworkInput::ofVector)
        .findFirst()
        .orElseThrow(
            () -> new ExportException("no layer of the network says how many inputs it has"));
  }

  private static int inputs(Layer conf) {
    return conf instanceof FeedForwardLayer layer ? (int) layer.getNIn() : 0;
  }

  private static Optional<NetworkInput> toldBy(Vertex vertex, Optional<Shape> given) {
    LayerRef ref = LayerRef.of(vertex);
    return vertex
        .preprocessor()
        .map(first -> Exportable.preprocessor(first, ref).input(first, given, ref))
        .or(() -> vertex.map(layer -> toldBy(layer.conf(), given, ref), other -> Optional.empty()));
  }

  /** A layer that reads vectors, too, where its layout is that of a map, does not tell. */
  private static Optional<NetworkInput> toldBy(Layer conf, Optional<Shape> given, LayerRef ref) {
    LayerInput read = Exportable.layer(conf, ref).reads(conf);
    return read.layout()
        .filter(layout -> !read.vectorsToo())
        .map(
            layout ->
                layout.isMap()
                    ? ofMap(layout, read.size(), given, ref)
                    : ofVector((int) read.size()));
  }

  private static NetworkInput ofVector(int size) {
    return new NetworkInput(Shape.vector(size), Layout.VECTOR);
  }

  /**
   * A map of the shape that the exporter was told.
   *
   * @param channels how many the layer that reads it says, or 0
   * @throws ExportException if the exporter was told none
   */
  static NetworkInput ofMap(Layout layout, long channels, Optional<Shape> given, LayerRef ref) {
    Shape shape =
        given.orElseThrow(
            () ->
                ref.refuse(
                    "it reads maps"
                        + (channels > 0 ? " of " + channels + " channels" : "")
                        + ", and a network does not keep their height and width: "
                        + "say them with inputShape(height, width, channels)"));
    return new NetworkInput(shape, layout);
  }

  private static NetworkInput checked(NetworkInput told, Optional<Shape> given, LayerRef ref) {
    if (given.isPresent() && !given.get().equals(told.shape())) {
      throw ref.refuse(
          "it reads inputs of " + told.shape() + ", and inputShape says " + given.get());
    }
    return told;
  }

  /** Whether the caller of a model passes one plane of a channel after the other. */
  boolean planes() {
    return layout != Layout.NHWC && isMap() && shape.channels() > 1;
  }

  /** Whether an example has more than one pixel. */
  boolean isMap() {
    return shape.height() * shape.width() > 1;
  }

  /** The shape of the network's array of examples. */
  long[] arrayShape(long rows) {
    return layout.shape(rows, shape);
  }

  /**
   * Features of examples as an array that the network is fed; vectors may be maps and maps vectors.
   *
   * @throws ExportException if they have another number of values, or are maps of another shape
   */
  INDArray array(INDArray features) {
    long rows = features.size(0);
    long[] fed = arrayShape(rows);
    boolean otherMap =
        layout.isMap() && features.rank() == 4 && !Arrays.equals(features.shape(), fed);
    if (otherMap || features.length() != rows * shape.size()) {
      throw new ExportException(
          "the network is fed arrays of "
              + Arrays.toString(fed)
              + ", and the data has "
              + Arrays.toString(features.shape()));
    }
    return features.reshape('c', fed);
  }

  /** The channel of a value, counted as the network's array has them. */
  int channel(int index) {
    return planes() ? index / (shape.height() * shape.width()) : index % shape.channels();
  }
}
