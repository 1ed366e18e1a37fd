package org.bnn4j.layers.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.QuantizedDense;
import org.bnn4j.layers.internal.network.LayerWeights;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A parameter of weights of a layer.
 *
 * @param first whether no other layer with weights comes before it
 * @param last whether none comes behind it
 */
record SurveyedLayer(
    Vertex.OfLayer vertex,
    LayerWeights weights,
    Optional<ChannelNorm> norm,
    boolean first,
    boolean last) {

  /** Outputs whose products are measured, at most. */
  private static final int FILTERS = 512;

  /** The parameters of all layers of a network, in order. */
  static List<SurveyedLayer> of(Topology network) {
    List<SurveyedLayer> found = new ArrayList<>();
    for (Vertex vertex : network.vertices()) {
      if (vertex instanceof Vertex.OfLayer layer) {
        List<LayerWeights> all = LayerWeights.of(layer);
        boolean first = !all.isEmpty() && Neighbours.isFirst(network, layer);
        boolean last = !all.isEmpty() && Neighbours.isLast(network, layer);
        for (LayerWeights weights : all) {
          Optional<ChannelNorm> norm = Neighbours.norm(network, layer);
          found.add(new SurveyedLayer(layer, weights, norm, first, last));
        }
      }
    }
    return found;
  }

  /** What to compare, unless something else is asked for: latent weights, if there are any. */
  static GeometryMode usualMode(Topology network) {
    boolean latent =
        of(network).stream().anyMatch(layer -> layer.weights().quantizer().isPresent());
    return latent ? GeometryMode.LATENT : GeometryMode.POSTHOC;
  }

  boolean isFor(GeometryMode mode) {
    return weights.quantizer().isPresent() == (mode == GeometryMode.LATENT);
  }

  long fanIn() {
    return weights.fanIn();
  }

  /** How to draw what the weights are multiplied by; nothing if that is not known. */
  Optional<InputDraw> draw() {
    Layer conf = vertex.conf();
    if (conf != weights.conf()) {
      return Optional.empty();
    } else if (conf instanceof QuantizedDense
        || conf.getClass() == DenseLayer.class
        || conf.getClass() == OutputLayer.class
        || conf.getClass() == CenterLossOutputLayer.class) {
      return Optional.of(new InputDraw.Dense());
    }
    boolean byChannel =
        conf instanceof BinaryDepthwiseConv2D || conf instanceof BinarySeparableConv2D;
    boolean convolution =
        conf instanceof QuantizedConv2D
            || conf.getClass() == ConvolutionLayer.class
            || conf.getClass() == Convolution2D.class;
    return convolution && !byChannel
        ? Optional.of(new InputDraw.Convolution((ConvolutionLayer) conf))
        : Optional.empty();
  }

  /**
   * Refuses weights that nothing can be said of.
   *
   * @throws DL4JInvalidInputException if one is NaN or infinite
   */
  void requireFinite() {
    double largest = weights.parameter().amaxNumber().doubleValue();
    if (!Double.isFinite(largest) || Double.isNaN(weights.parameter().sumNumber().doubleValue())) {
      throw new DL4JInvalidInputException(
          vertex.described() + ": its weights '" + weights.key() + "' are NaN or infinite");
    }
  }

  LayerGeometry measure(
      Optional<InputSampler.Sample> sample, SurveySettings settings, Optional<SwapTest> swap) {
    WeightRows all = WeightRows.of(weights);
    SplittableRandom random = new SplittableRandom(settings.seed() + vertex.index());
    int[] chosen = chosen(all.outputs(), random);
    WeightRows some = all.of(chosen);
    Optional<ProductStatistics> products =
        sample.map(
            inputs ->
                new ProductSurvey(
                        inputs.rows(),
                        inputs.unquantized(),
                        some,
                        norm.map(behind -> behind.of(chosen)))
                    .measure(random));
    Optional<String> why =
        sample.isPresent()
            ? Optional.empty()
            : Optional.of(
                "what a "
                    + vertex.type()
                    + " multiplies '"
                    + weights.key()
                    + "' by is not sampled");
    TernarySweep ternary = TernarySurvey.measure(some, sample.map(InputSampler.Sample::rows));
    List<Probe> probes = settings.probes() ? probes(some, sample, random) : List.of();
    sample.ifPresent(InputSampler.Sample::close);
    return new LayerGeometry(
        vertex.index(),
        vertex.name(),
        vertex.type(),
        weights.key(),
        weights.quantizer().map(Object::toString).orElse("sign"),
        all.outputs(),
        all.fanIn(),
        weights.clip(),
        first,
        last,
        AngleStatistics.of(all),
        LatentStatistics.of(all, weights.clip()),
        products,
        why,
        ternary,
        probes,
        swap,
        new Judgement(Verdict.UNKNOWN, List.of()));
  }

  TrackedLayer track(Optional<InputSampler.Sample> sample, SurveySettings settings, int epoch) {
    WeightRows all = WeightRows.of(weights);
    int[] chosen = chosen(all.outputs(), new SplittableRandom(settings.seed() + vertex.index()));
    WeightRows some = all.of(chosen);
    double angle = AngleStatistics.of(all).map(AngleStatistics::mean).orElse(0.0);
    if (sample.isEmpty()) {
      return new TrackedLayer(epoch, vertex.name(), weights.key(), angle, 0, 0);
    }
    Products before = Products.of(sample.get().rows(), some.continuous());
    Products after = Products.of(sample.get().rows(), some.quantized());
    sample.get().close();
    double r = before.correlate(after).r();
    double median = Products.medianR(before.correlateEach(after));
    return new TrackedLayer(epoch, vertex.name(), weights.key(), angle, r, median);
  }

  private List<Probe> probes(
      WeightRows some, Optional<InputSampler.Sample> sample, SplittableRandom random) {
    List<Probe> probes = new ArrayList<>();
    if (sample.isPresent()) {
      INDArray inputs = sample.get().rows();
      probes.add(Probing.rotated(inputs, some.continuous(), random));
      if (first && fanIn() <= Probing.WIDEST) {
        probes.add(Probing.whitened(inputs, some.continuous()));
      }
    }
    return probes;
  }

  /** All outputs, or some drawn at random, in their order. */
  private static int[] chosen(long outputs, SplittableRandom random) {
    int[] all = IntStream.range(0, (int) outputs).toArray();
    if (all.length <= FILTERS) {
      return all;
    }
    for (int i = 0; i < FILTERS; i++) {
      int other = i + random.nextInt(all.length - i);
      int output = all[other];
      all[other] = all[i];
      all[i] = output;
    }
    return IntStream.of(all).limit(FILTERS).sorted().toArray();
  }
}
