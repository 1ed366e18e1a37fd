package org.bnn4j.layers.summary;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.bnn4j.layers.internal.network.Wrappers;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;

/**
 * What a network itself knows of its input's type, which a configuration does not keep: the first
 * vertex that is not indifferent to it decides.
 */
final class KnownInput {
  private final Topology network;
  private final Set<Integer> reached = new HashSet<>();

  /** The width of a batch normalization, which tells only if nothing else does. */
  private Optional<InputType> normalized = Optional.empty();

  private KnownInput(Topology network, int input) {
    this.network = network;
    reached.add(input);
  }

  /**
   * The type of an input.
   *
   * @throws DL4JInvalidInputException if the network does not tell, naming the vertex and what to
   *     pass
   */
  static InputType of(Topology network, int input) {
    return new KnownInput(network, input).find(network.inputs().get(input));
  }

  private InputType find(String name) {
    for (Vertex vertex : network.vertices()) {
      boolean reads = vertex.inputs().stream().anyMatch(reached::contains);
      if (reads && !isIndifferent(vertex)) {
        return told(vertex).orElseThrow(() -> ask(vertex));
      } else if (reads) {
        reached.add(network.value(vertex));
      }
    }
    return normalized.orElseThrow(
        () ->
            new DL4JInvalidInputException(
                "no layer tells the shape of the network's input '"
                    + name
                    + "': pass the InputType"));
  }

  private boolean isIndifferent(Vertex vertex) {
    if (vertex instanceof Vertex.OfOther other) {
      return other.conf() instanceof ElementWiseVertex;
    }
    Vertex.OfLayer layer = (Vertex.OfLayer) vertex;
    if (layer.preprocessor().isPresent()) {
      return false;
    } else if (layer.conf() instanceof BatchNormalization norm) {
      normalized = Optional.of(InputType.feedForward(norm.getNIn()));
      return true;
    }
    return layer.conf() instanceof ActivationLayer
        || layer.conf() instanceof DropoutLayer
        || layer.conf() instanceof LossLayer;
  }

  private static Optional<InputType> told(Vertex vertex) {
    return vertex instanceof Vertex.OfLayer layer
        ? layer
            .preprocessor()
            .map(one -> told(one, layer.conf()))
            .orElseGet(() -> told(layer.conf()))
        : Optional.empty();
  }

  private static Optional<InputType> told(InputPreProcessor preprocessor, Layer conf) {
    if (preprocessor instanceof FeedForwardToCnnPreProcessor map) {
      long size = map.getInputHeight() * map.getInputWidth() * map.getNumChannels();
      return Optional.of(InputType.feedForward(size));
    } else if (preprocessor instanceof CnnToFeedForwardPreProcessor flat
        && flat.getInputHeight() > 0) {
      return Optional.of(
          InputType.convolutional(
              flat.getInputHeight(),
              flat.getInputWidth(),
              flat.getNumChannels(),
              flat.getFormat()));
    } else if (preprocessor instanceof RnnToFeedForwardPreProcessor
        && conf instanceof FeedForwardLayer layer) {
      return Optional.of(InputType.recurrent(layer.getNIn()));
    }
    return Optional.empty();
  }

  private static Optional<InputType> told(Layer conf) {
    if (Wrappers.inner(conf).isPresent()) {
      Optional<InputType> inner = told(Wrappers.inner(conf).get());
      return inner.map(type -> InputType.recurrent(Signal.channels(type)));
    } else if (conf instanceof BaseRecurrentLayer rnn) {
      return Optional.of(InputType.recurrent(rnn.getNIn(), rnn.getRnnDataFormat()));
    } else if (conf instanceof RnnOutputLayer output) {
      return Optional.of(InputType.recurrent(output.getNIn(), output.getRnnDataFormat()));
    } else if (conf instanceof Convolution1DLayer convolution) {
      return Optional.of(InputType.recurrent(convolution.getNIn(), convolution.getRnnDataFormat()));
    } else if (conf instanceof ConvolutionLayer) {
      return Optional.empty();
    }
    return conf instanceof FeedForwardLayer layer && layer.getNIn() > 0
        ? Optional.of(InputType.feedForward(layer.getNIn()))
        : Optional.empty();
  }

  private static DL4JInvalidInputException ask(Vertex vertex) {
    Layer conf = vertex instanceof Vertex.OfLayer layer ? layer.conf() : null;
    String channels =
        conf instanceof ConvolutionLayer convolution ? "" + convolution.getNIn() : "channels";
    boolean volume = conf instanceof Convolution3D || conf instanceof Deconvolution3D;
    return new DL4JInvalidInputException(
        vertex.described()
            + ": the size of what it reads is not known, as a network does not keep its InputType: "
            + "pass the InputType, such as "
            + (volume ? "convolutional3D(depth, " : "convolutional(")
            + "height, width, "
            + channels
            + ")");
  }
}
