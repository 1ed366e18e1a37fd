package org.bnn4j.layers.export;

import java.util.Arrays;
import java.util.Optional;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.layers.QuantizedDense;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
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
        .map(vertex -> vertex instanceof Vertex.OfLayer layer ? layer.conf() : null)
        .filter(FeedForwardLayer.class::isInstance)
        .mapToInt(layer -> (int) ((FeedForwardLayer) layer).getNIn())
        .filter(inputs -> inputs > 0)
        .mapToObj(NetworkInput::ofVector)
        .findFirst()
        .orElseThrow(
            () -> new ExportException("no layer of the network says how many inputs it has"));
  }

  private static NetworkInput ofVector(int size) {
    return new NetworkInput(Shape.vector(size), Layout.VECTOR);
  }

  private static Optional<NetworkInput> toldBy(Vertex vertex, Optional<Shape> given) {
    InputPreProcessor preprocessor = vertex.preprocessor().orElse(null);
    if (preprocessor instanceof FeedForwardToCnnPreProcessor reshape) {
      Shape shape =
          shape(reshape.getInputHeight(), reshape.getInputWidth(), reshape.getNumChannels());
      return Optional.of(new NetworkInput(shape, Layout.VECTOR));
    } else if (preprocessor instanceof CnnToFeedForwardPreProcessor flatten) {
      boolean known = flatten.getInputHeight() > 0;
      Shape shape =
          known
              ? shape(flatten.getInputHeight(), flatten.getInputWidth(), flatten.getNumChannels())
              : asked(LayerRef.of(vertex), given, 0);
      return Optional.of(new NetworkInput(shape, Layout.of(flatten.getFormat())));
    }
    return vertex instanceof Vertex.OfLayer layer ? toldBy(layer, given) : Optional.empty();
  }

  private static Optional<NetworkInput> toldBy(Vertex.OfLayer layer, Optional<Shape> given) {
    Layer conf = layer.conf();
    if (conf instanceof QuantizedDense
        || conf instanceof DenseLayer
        || conf instanceof OutputLayer) {
      return Optional.of(ofVector((int) ((FeedForwardLayer) conf).getNIn()));
    }
    return layoutOf(conf)
        .map(
            layout -> {
              long channels =
                  conf instanceof ConvolutionLayer convolution ? convolution.getNIn() : 0;
              return new NetworkInput(asked(LayerRef.of(layer), given, channels), layout);
            });
  }

  /** The layout that a layer reads maps in, nothing for one that reads no maps, or anything. */
  static Optional<Layout> layoutOf(Layer conf) {
    if (conf instanceof ConvolutionLayer convolution) {
      return Optional.of(Layout.of(convolution.getCnn2dDataFormat()));
    } else if (conf instanceof SubsamplingLayer pool) {
      return Optional.of(Layout.of(pool.getCnn2dDataFormat()));
    } else if (conf instanceof ZeroPaddingLayer padding) {
      return Optional.of(Layout.of(padding.getDataFormat()));
    } else if (conf instanceof GlobalPoolingLayer pool) {
      int[] pooled = pool.getPoolingDimensions();
      return Optional.of(pooled != null && pooled[0] == 1 ? Layout.NHWC : Layout.NCHW);
    }
    return Optional.empty();
  }

  private static Shape shape(long height, long width, long channels) {
    return new Shape((int) height, (int) width, (int) channels);
  }

  private static Shape asked(LayerRef ref, Optional<Shape> given, long channels) {
    return given.orElseThrow(
        () ->
            ref.refuse(
                "it reads maps"
                    + (channels > 0 ? " of " + channels + " channels" : "")
                    + ", and a network does not keep their height and width: "
                    + "say them with inputShape(height, width, channels)"));
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
