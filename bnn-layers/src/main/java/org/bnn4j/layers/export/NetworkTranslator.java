package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.kernels.types.Picture;
import org.bnn4j.layers.internal.network.Layout;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.bnn4j.layers.internal.verification.ComparedNode;
import org.bnn4j.layers.internal.verification.ExportedVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Turns a network into a graph, vertex by vertex, and writes down what became of each. */
final class NetworkTranslator {
  private final Topology network;
  private final NetworkInput fed;
  private final Translation translation;
  private final Value input;

  NetworkTranslator(
      Topology network, NetworkInput fed, InputNormalization normalization, boolean bytes) {
    this.network = network;
    this.fed = fed;
    DeferredOp normalized =
        new DeferredOp("input:normalized", new Channelwise(normalization.terms()));
    this.translation =
        new Translation(new GraphBuilder(), new Reports(), normalization, normalized);
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
   * Translates all vertices.
   *
   * @throws ExportException if the network cannot be exported, naming the vertex
   */
  Export translate(List<String> labels, Optional<Picture> picture) {
    List<Value> values = new ArrayList<>(List.of(input));
    for (Vertex vertex : network.vertices()) {
      List<Value> read = vertex.inputs().stream().map(values::get).toList();
      values.add(translate(vertex, read));
    }
    Value answer = values.get(values.size() - 1);
    checkAnswer(answer);
    Graph graph = translation.graph().build(answer, labels, picture);
    ExportReport report = translation.reports().finish(translation.graph());
    List<ExportedVertex> vertices =
        values.subList(1, values.size()).stream().map(value -> exported(value, graph)).toList();
    return new Export(network, fed, translation.normalization(), graph, report, vertices);
  }

  /** What the graph has of a vertex: its value, or the bits that it is the mean of. */
  private static ExportedVertex exported(Value value, Graph graph) {
    LayerRef vertex = value.source();
    int n = value.signs().map(signs -> signs.bits().size()).orElse(0);
    Stream<ComparedNode> signs =
        IntStream.range(0, n)
            .mapToObj(
                bit -> new ComparedNode(SignBits.name(vertex, bit), x -> SignBits.of(x, n, bit)));
    List<ComparedNode> nodes =
        Stream.concat(signs, Stream.of(ComparedNode.same(vertex.name())))
            .filter(node -> graph.names().contains(node.name()))
            .toList();
    return new ExportedVertex(value.layout(), nodes);
  }

  /** An error of a graph's operation names the vertex. */
  private Value translate(Vertex vertex, List<Value> read) {
    LayerRef ref = LayerRef.of(vertex);
    try {
      return vertex
          .map(
              layer -> translate(layer, ref, read.get(0)),
              other ->
                  Exportable.vertex(other.conf(), ref)
                      .translate(translation, other.conf(), ref, read))
          .from(ref);
    } catch (IllegalArgumentException e) {
      throw ref.refuse(e);
    }
  }

  private Value translate(Vertex.OfLayer vertex, LayerRef ref, Value fed) {
    Value input =
        vertex
            .preprocessor()
            .map(
                first ->
                    Exportable.preprocessor(first, ref)
                        .translate(first, fed, ref.name() + ":vector", ref))
            .orElse(fed);
    Layer conf = vertex.conf();
    LayerTranslation<Layer> translates = Exportable.layer(conf, ref);
    translates.reads(conf).require(input, ref);
    return translates.translate(translation, new TrainedLayer<>(conf, vertex.layer(), ref), input);
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
}
