package org.bnn4j.layers.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.bnn4j.layers.internal.network.Wrappers;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutionalFlat;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Follows the values of one example through a network and counts every layer. */
final class SummaryPass {
  private final Topology network;
  private final List<InputType> inputs;

  /** The network's inputs and what every vertex puts out. */
  private final List<Signal> values = new ArrayList<>();

  private SummaryPass(Topology network, List<InputType> inputs, int inputBits) {
    this.network = network;
    this.inputs = inputs;
    inputs.forEach(type -> values.add(Signal.input(type, inputBits)));
  }

  /**
   * One entry per vertex.
   *
   * @throws DL4JInvalidInputException if a vertex cannot read what comes before it
   */
  static List<LayerSummary> of(Topology network, List<InputType> inputs, int inputBits) {
    SummaryPass pass = new SummaryPass(network, inputs, inputBits);
    return network.vertices().stream().map(pass::summarize).toList();
  }

  private LayerSummary summarize(Vertex vertex) {
    List<Signal> read = vertex.inputs().stream().map(values::get).toList();
    return vertex instanceof Vertex.OfLayer layer
        ? layer(layer, read.get(0))
        : vertex((Vertex.OfOther) vertex, read);
  }

  private LayerSummary layer(Vertex.OfLayer vertex, Signal read) {
    Signal in =
        vertex
            .preprocessor()
            .map(one -> checked(vertex, List.of(read), () -> OutputTypes.after(one, read)))
            .orElse(read);
    InputType type =
        checked(
            vertex, List.of(in), () -> OutputTypes.of(vertex.conf(), vertex.index(), in.type()));
    Optional<List<WeightProduct>> products =
        LayerProducts.of(vertex.conf(), in, type, lengths(vertex));
    if (products.isPresent()) {
      requireWidth(vertex, in);
    }
    values.add(in.withType(type).withBits(ActivationBits.after(vertex.conf(), in.bits())));
    return count(vertex, in.bits(), type, products, in.lengthUnknown());
  }

  private LayerSummary vertex(Vertex.OfOther vertex, List<Signal> read) {
    Signal out = checked(vertex, read, () -> after(vertex, read));
    values.add(out);
    int bits = read.stream().mapToInt(Signal::bits).max().orElse(ActivationBits.REAL);
    Optional<List<WeightProduct>> products =
        isKnown(vertex.conf()) ? Optional.of(List.of()) : Optional.empty();
    return count(vertex, bits, out.type(), products, false);
  }

  private Signal after(Vertex.OfOther vertex, List<Signal> read) {
    if (vertex.conf() instanceof PreprocessorVertex alone) {
      return OutputTypes.after(alone.getPreProcessor(), read.get(0));
    }
    Signal out = OutputTypes.after(vertex.conf(), vertex.index(), read);
    List<Integer> bits = read.stream().map(Signal::bits).toList();
    if (vertex.conf() instanceof DuplicateToTimeSeriesVertex repeated) {
      InputType like = inputs.get(network.inputs().indexOf(repeated.getInputName()));
      out = out.withType(OutputTypes.sequence(out.type(), Signal.length(like))); // DL4J says 1.
    }
    return out.withBits(ActivationBits.after(vertex.conf(), bits));
  }

  /** Whether a vertex is known to have no weights. */
  private static boolean isKnown(GraphVertex conf) {
    return DataMovement.moves(conf)
        || conf instanceof ElementWiseVertex
        || conf instanceof PreprocessorVertex
        || conf instanceof ScaleVertex
        || conf instanceof ShiftVertex
        || conf instanceof L2Vertex
        || conf instanceof L2NormalizeVertex;
  }

  private LayerSummary count(
      Vertex vertex,
      int inputBits,
      InputType out,
      Optional<List<WeightProduct>> found,
      boolean lengthUnknown) {
    List<WeightProduct> products = found.orElse(List.of());
    long parameters = lengths(vertex).values().stream().mapToLong(Long::longValue).sum();
    long weights = products.stream().mapToLong(WeightProduct::weights).sum();
    boolean perStep = lengthUnknown && products.stream().anyMatch(product -> product.macs() > 0);
    MacScope known = perStep ? MacScope.TIME_STEP : MacScope.EXAMPLE;
    return new LayerSummary(
        vertex.index(),
        vertex.name(),
        vertex.type(),
        shape(out),
        inputBits,
        products,
        parameters - weights,
        parameters * network.type().width(),
        found.isPresent() ? known : MacScope.UNKNOWN);
  }

  /** The lengths of its parameters by key. */
  private static Map<String, Long> lengths(Vertex vertex) {
    Map<String, Long> lengths = new LinkedHashMap<>();
    vertex.parameters().forEach((key, array) -> lengths.put(key, array.length()));
    return lengths;
  }

  private static List<Long> shape(InputType type) {
    return type instanceof InputTypeConvolutionalFlat
        ? List.of(Signal.channels(type))
        : Arrays.stream(type.getShape(false)).boxed().toList();
  }

  /** DL4J asks a layer for its output's type whatever the width of its input. */
  private static void requireWidth(Vertex.OfLayer vertex, Signal in) {
    Layer conf = vertex.conf();
    while (Wrappers.inner(conf).isPresent()) {
      conf = Wrappers.inner(conf).get();
    }
    boolean looksUp = conf instanceof EmbeddingLayer || conf instanceof EmbeddingSequenceLayer;
    if (!looksUp && conf instanceof FeedForwardLayer layer) {
      long width = Signal.channels(in.type());
      if (layer.getNIn() > 0 && layer.getNIn() != width) {
        throw new DL4JInvalidInputException(
            vertex.described()
                + ": it has nIn="
                + layer.getNIn()
                + ", and is fed "
                + width
                + ": "
                + in.type());
      }
    }
  }

  /** What does not fit, whatever DL4J throws then, is said of the vertex. */
  private static <T> T checked(Vertex vertex, List<Signal> read, Supplier<T> type) {
    try {
      return type.get();
    } catch (RuntimeException e) {
      List<InputType> types = read.stream().map(Signal::type).toList();
      throw new DL4JInvalidInputException(
          vertex.described() + ": it cannot read " + types + ": " + e.getMessage(), e);
    }
  }
}
