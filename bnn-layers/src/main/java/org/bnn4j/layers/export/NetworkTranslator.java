package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.kernels.types.Picture;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.QuantizedDense;
import org.bnn4j.layers.channelwise.RPReLU;
import org.bnn4j.layers.channelwise.RSign;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.bnn4j.layers.weightnoise.QuantizedWeights;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.linalg.activations.IActivation;

/** Turns a network into a graph, vertex by vertex, and writes down what became of each. */
final class NetworkTranslator {
  private final Topology network;
  private final NetworkInput fed;
  private final Translation translation;
  private final ActivationTranslation activations;
  private final DenseTranslation dense;
  private final ConvolutionTranslation convolutions;
  private final PoolTranslation pools;
  private final JoinTranslation joins;
  private final ChannelTranslation channels;
  private final Value input;

  /**
   * What a network becomes.
   *
   * @param layouts how the network holds what each of its vertices puts out, by name
   */
  record Result(NetworkInput fed, Graph graph, ExportReport report, Map<String, Layout> layouts) {}

  NetworkTranslator(
      Topology network, NetworkInput fed, InputNormalization normalization, boolean bytes) {
    this.network = network;
    this.fed = fed;
    DeferredOp normalized =
        new DeferredOp("input:normalized", new Channelwise(normalization.terms()));
    this.translation =
        new Translation(new GraphBuilder(), new Reports(), normalization, normalized);
    this.activations = new ActivationTranslation(translation);
    ProductTranslation products = new ProductTranslation(translation, activations);
    this.dense = new DenseTranslation(translation, products);
    this.convolutions = new ConvolutionTranslation(translation, products);
    this.pools = new PoolTranslation(translation);
    this.joins = new JoinTranslation(translation);
    this.channels = new ChannelTranslation(translation, activations);
    this.input = input(bytes);
  }

  private Value input(boolean bytes) {
    Edge edge = new Edge(bytes ? EdgeKind.BYTE : EdgeKind.FLOAT, fed.shape());
    Value value = translation.graph().input(new Input(edge, fed.planes()), fed.layout());
    if (!translation.normalization().terms().isEmpty()) {
      value = value.holding(translation.normalized());
    }
    boolean flattened = fed.layout() == Layout.VECTOR && fed.isMap();
    return flattened ? value.then("input:flat", new Flatten(true)) : value;
  }

  /**
   * The model.
   *
   * @throws ExportException if the network cannot be exported, naming the vertex
   */
  Result translate(List<String> labels, Optional<Picture> picture) {
    List<Value> values = new ArrayList<>(List.of(input));
    Map<String, Layout> layouts = new HashMap<>();
    for (Vertex vertex : network.vertices()) {
      List<Value> read = vertex.inputs().stream().map(values::get).toList();
      Value value = named(vertex, read);
      values.add(value);
      layouts.put(vertex.name(), value.layout());
    }
    Value answer = values.get(values.size() - 1);
    checkAnswer(answer);
    Graph graph = translation.graph().build(answer, labels, picture);
    return new Result(fed, graph, translation.reports().finish(translation.graph()), layouts);
  }

  /** What does not fit, wherever that is noticed, is said of the vertex. */
  private Value named(Vertex vertex, List<Value> read) {
    try {
      return translate(vertex, read).from(LayerRef.of(vertex));
    } catch (IllegalArgumentException e) {
      throw LayerRef.of(vertex).refuse(e);
    }
  }

  private static void checkAnswer(Value answer) {
    if (answer.kind() == EdgeKind.BITS || !answer.bits().isEmpty()) {
      throw answer
          .source()
          .refuse(
              "the network ends in a quantized activation, which gives no scores; supported as the last layers are an "
                  + "OutputLayer, or a LossLayer behind one with float values or integer sums");
    }
    if (answer.shape().height() * answer.shape().width() > 1) {
      throw answer
          .source()
          .refuse(
              "the network ends in a map of "
                  + answer.shape()
                  + "; supported are vectors of scores");
    }
  }

  private Value translate(Vertex vertex, List<Value> read) {
    LayerRef ref = LayerRef.of(vertex);
    boolean alone = vertex instanceof Vertex.OfOther && vertex.preprocessor().isPresent();
    if (vertex instanceof Vertex.OfOther other && !alone) {
      return other.conf() instanceof MergeVertex merge
          ? joins.concat(merge, ref, read)
          : joins.sum(ref, read);
    }
    Value value = read.get(0);
    if (vertex.preprocessor().isPresent()) {
      InputPreProcessor preprocessor = vertex.preprocessor().get();
      String name = alone ? ref.name() : ref.name() + ":vector";
      value = PreprocessorTranslation.apply(preprocessor, value, name, ref);
    }
    if (alone) {
      translation.reports().foldable(ref, "flattened");
      return value;
    }
    return translate((Vertex.OfLayer) vertex, value);
  }

  private Value translate(Vertex.OfLayer vertex, Value value) {
    LayerRef ref = LayerRef.of(vertex);
    Layer conf = vertex.conf();
    requireLayout(conf, ref, value);
    if (conf instanceof QuantizedDense quantized) {
      return dense.packed(
          quantized.quantizer(), quantized.getActivationFn(), vertex.layer(), ref, value);
    } else if (conf instanceof QuantizedConv2D quantized) {
      return convolutions.packed(quantized, vertex.layer(), ref, value);
    } else if (conf instanceof DenseLayer plain) {
      return dense(plain, vertex.layer(), ref, value);
    } else if (conf instanceof OutputLayer plain) {
      return dense(plain, vertex.layer(), ref, value);
    } else if (conf instanceof ConvolutionLayer plain) {
      return convolution(plain, vertex.layer(), ref, value);
    } else if (conf instanceof SubsamplingLayer pool) {
      return pools.subsampling(pool, vertex.layer(), ref, value);
    } else if (conf instanceof GlobalPoolingLayer pool) {
      return pools.global(pool, vertex.layer(), ref, value);
    } else if (conf instanceof ZeroPaddingLayer padding) {
      return pad(padding.getPadding(), ref, value);
    } else if (conf instanceof BatchNormalization norm) {
      return channels.norm(norm, vertex, value);
    } else if (conf instanceof RSign sign) {
      return channels.sign(sign, vertex, value);
    } else if (conf instanceof RPReLU rectifier) {
      return channels.rectified(rectifier, vertex, value);
    } else if (conf instanceof ActivationLayer plain) {
      return activation(plain.getActivationFn(), ref, value);
    } else if (conf instanceof LossLayer loss) {
      return activation(loss.getActivationFn(), ref, value);
    }
    translation.reports().plain(ref, "nothing"); // a DropoutLayer: it is for training alone
    return value;
  }

  private Value dense(
      BaseLayer conf, org.deeplearning4j.nn.api.Layer layer, LayerRef ref, Value value) {
    IActivation activation = conf.getActivationFn();
    return conf.getWeightNoise() instanceof QuantizedWeights weights
        ? dense.packed(weights.quantizer(), activation, layer, ref, value)
        : dense.floats(activation, layer, ref, value);
  }

  private Value convolution(
      ConvolutionLayer conf, org.deeplearning4j.nn.api.Layer layer, LayerRef ref, Value value) {
    return conf.getWeightNoise() instanceof QuantizedWeights weights
        ? convolutions.packed(conf, weights.quantizer(), layer, ref, value)
        : convolutions.floats(conf, layer, ref, value);
  }

  private static void requireLayout(Layer conf, LayerRef ref, Value value) {
    NetworkInput.layoutOf(conf)
        .filter(layout -> layout != value.layout())
        .ifPresent(
            layout -> {
              throw ref.refuse(
                  "it reads maps laid out as "
                      + layout
                      + ", and is fed a "
                      + (value.layout().isMap() ? "map laid out as " + value.layout() : "vector"));
            });
  }

  private Value pad(int[] padding, LayerRef ref, Value value) {
    translation.reports().foldable(ref, "padding");
    return value.then(ref.name(), new Pad(padding[0], padding[1], padding[2], padding[3]));
  }

  private Value activation(IActivation activation, LayerRef ref, Value value) {
    translation.reports().plain(ref, activation.toString());
    return activations.apply(activation, value, ref);
  }
}
