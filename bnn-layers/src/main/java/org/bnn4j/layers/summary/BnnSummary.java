package org.bnn4j.layers.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.bnn4j.layers.internal.network.Topology;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Counts a network, layer by layer: output shapes, bits of inputs and weights, parameters, memory
 * now and packed, and multiply-accumulates by precision. It is what {@code larq.models.summary} is
 * for Larq.
 *
 * <pre>{@code
 * System.out.println(BnnSummary.of(network, InputType.convolutional(32, 32, 3)));
 * }</pre>
 *
 * <p>Input bits follow the values from the network's input: 32 for real values (8 with {@link
 * #byteInput}), 1 behind a sign and 2 behind a ternary activation, also behind what only moves such
 * values: maximum pooling, flattening, zero padding, dropout. Activations of k bits are floats to
 * the kernels, and count as such. Weights have 1 bit if binary, 2 if ternary, that many for each of
 * a quantizer's planes, else 32. Biases and the parameters of batch normalizations count as 32
 * bits, apart from weights.
 *
 * <p>A multiply-accumulate is one of an input and a weight, for one example; values outside the
 * image count as any other, so a convolution has output positions times fan-in of them. Batch
 * normalizations, activations, pooling and element-wise operations have none. Where the length of a
 * sequence is not known, one time step is counted, see {@link MacScope#TIME_STEP}. A layer of a
 * kind that is not known is counted with its parameters at 32 bits, and its multiply-accumulates
 * are missing from the totals, see {@link #uncounted}.
 *
 * <p>Packed bytes are those bits a weight and 4 bytes for any other parameter. A model that {@code
 * BnnExporter} writes differs from that: its rows of weights end in whole 32-bit words, batch
 * normalizations behind integer sums become thresholds, and ternary weights bring their scales.
 *
 * <p>Immutable.
 *
 * @see <a href="https://docs.larq.dev/larq/api/models/">Larq, models.summary</a>
 */
public final class BnnSummary {
  private final Topology network;
  private final List<InputType> inputs;
  private final List<LayerSummary> layers;

  private BnnSummary(Topology network, List<InputType> inputs, int inputBits) {
    this.network = network;
    this.inputs = inputs;
    this.layers = SummaryPass.of(network, inputs, inputBits);
  }

  /**
   * Counts a network whose layers tell the shape of its input, as dense and recurrent ones do.
   *
   * @throws org.deeplearning4j.exception.DL4JInvalidInputException if they do not tell, as those of
   *     a network that reads images: pass its InputType then
   * @throws IllegalStateException if the network is not initialized
   */
  public static BnnSummary of(MultiLayerNetwork network) {
    return ofKnown(Topology.of(network));
  }

  /**
   * Counts a network.
   *
   * @param input the type of one example
   * @throws org.deeplearning4j.exception.DL4JInvalidInputException if a layer cannot read what
   *     comes before it, naming it and the shapes
   * @throws IllegalStateException if the network is not initialized
   */
  public static BnnSummary of(MultiLayerNetwork network, InputType input) {
    return ofTypes(Topology.of(network), List.of(Objects.requireNonNull(input, "input")));
  }

  /**
   * Counts a graph, all its vertices in the order that they are computed in.
   *
   * @param inputs the types of one example, one for each of the graph's inputs in their order; or
   *     none, where the layers tell them
   * @throws org.deeplearning4j.exception.DL4JInvalidInputException if the layers do not tell the
   *     types, or if a vertex cannot read what comes before it, naming it and the shapes
   * @throws IllegalArgumentException if there are more or fewer types than inputs
   * @throws IllegalStateException if the graph is not initialized
   */
  public static BnnSummary of(ComputationGraph graph, InputType... inputs) {
    Topology network = Topology.of(graph);
    if (inputs.length == 0) {
      return ofKnown(network);
    } else if (inputs.length != network.inputs().size()) {
      throw new IllegalArgumentException(
          "the graph has the inputs "
              + network.inputs()
              + ", one InputType each, got "
              + inputs.length
              + ": "
              + Arrays.toString(inputs));
    }
    return ofTypes(network, List.of(inputs));
  }

  private static BnnSummary ofKnown(Topology network) {
    List<InputType> types = new ArrayList<>();
    for (int input = 0; input < network.inputs().size(); input++) {
      types.add(KnownInput.of(network, input));
    }
    return ofTypes(network, types);
  }

  private static BnnSummary ofTypes(Topology network, List<InputType> inputs) {
    return new BnnSummary(network, inputs, ActivationBits.REAL);
  }

  /**
   * The same for inputs that are unsigned bytes, such as pixels: they count as 8 bits, as far as
   * nothing but maximum pooling and the like comes before a product.
   */
  public BnnSummary byteInput() {
    return new BnnSummary(network, inputs, ActivationBits.BYTE);
  }

  /** One entry per layer or other vertex, in order. */
  public List<LayerSummary> layers() {
    return layers;
  }

  /** Weights of all precisions: parameters that inputs are multiplied by. */
  public long weights() {
    return sum(LayerSummary::weights);
  }

  /** Weights of so many bits: 1, 2 or 32. */
  public long weights(int bits) {
    return sum(layer -> layer.weights(bits));
  }

  /** All parameters: weights, biases, those of batch normalizations and of unknown layers. */
  public long parameters() {
    return sum(LayerSummary::parameters);
  }

  /** Parameters of so many bits: 1, 2 or 32. */
  public long parameters(int bits) {
    return sum(layer -> layer.parameters(bits));
  }

  /** Bytes of all parameters in the network's data type, latent weights for quantized ones. */
  public long bytesNow() {
    return sum(LayerSummary::bytesNow);
  }

  /** Bytes of all parameters, weights at their own bits and others at 4 bytes each. */
  public long bytesPacked() {
    return sum(LayerSummary::bytesPacked);
  }

  /** Bytes of the weights alone, each at its own bits. */
  public long weightBytesPacked() {
    return sum(LayerSummary::weightBytesPacked);
  }

  /** How many times less the packed parameters take; 1 for a network without parameters. */
  public double compression() {
    return parameters() == 0 ? 1 : (double) bytesNow() / bytesPacked();
  }

  /** Multiply-accumulates of all precisions for one example. */
  public long macs() {
    return sum(LayerSummary::macs);
  }

  /** Multiply-accumulates of inputs of so many bits by weights of so many bits. */
  public long macs(int inputBits, int weightBits) {
    MacPrecision precision = new MacPrecision(inputBits, weightBits);
    return sum(layer -> layer.macs(precision));
  }

  /** Multiply-accumulates by precision, a new map of those that there are. */
  public SortedMap<MacPrecision, Long> macsByPrecision() {
    SortedMap<MacPrecision, Long> macs = new TreeMap<>();
    layers.stream()
        .flatMap(layer -> layer.products().stream())
        .filter(product -> product.macs() > 0)
        .forEach(product -> macs.merge(product.precision(), product.macs(), Long::sum));
    return macs;
  }

  /**
   * Share of the multiply-accumulates whose input and weight have 1 or 2 bits each, 0 to 1: they
   * run on bits. 0 for a network without any.
   */
  public double shareOnBits() {
    return macs() == 0 ? 0 : (double) macsOnBits() / macs();
  }

  /** Multiply-accumulates whose input and weight have 1 or 2 bits each. */
  public long macsOnBits() {
    return sum(
        layer ->
            layer.products().stream()
                .filter(product -> product.precision().onBits())
                .mapToLong(WeightProduct::macs)
                .sum());
  }

  /** The layers whose multiply-accumulates are not known, and missing from every sum. */
  public List<LayerSummary> uncounted() {
    return layers.stream().filter(layer -> layer.macScope() == MacScope.UNKNOWN).toList();
  }

  private long sum(ToLongFunction<LayerSummary> number) {
    return layers.stream().mapToLong(number).sum();
  }

  /** The summary as a table of at most 120 columns. */
  @Override
  public String toString() {
    return SummaryText.of(this);
  }
}
