package org.bnn4j.layers.conversion;

import org.bnn4j.layers.quantizers.WeightPrecision;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Turns chosen layers of a trained float network into quantized ones, whose latent weights begin as
 * the float weights.
 *
 * <pre>{@code
 * MultiLayerNetwork binary = Binarization.of(trained)
 *     .binary("conv2", "conv3")
 *     .ternary("dense1")
 *     .sign("relu1", "relu2", "relu3")
 *     .convert();
 * }</pre>
 *
 * <p>DenseLayer, ConvolutionLayer, DepthwiseConvolution2D and SeparableConvolution2D become the
 * layers of this library that go by the same names. They keep all their settings, the bias and the
 * activation among them, and are frozen if they were. Ternary layers have the default quantizer.
 *
 * <p>The result is a new network, initialized, of the same vertices, preprocessors and parameters,
 * the statistics of batch normalizations included. The given network is not changed. As with
 * Deeplearning4j's TransferLearning, listeners are left behind, the updaters start without state,
 * as theirs belongs to the gradients of another function, and iterations and epochs count from 0,
 * so that schedules of the learning rate begin anew.
 *
 * <p>A sum of signs is larger than the sum of small weights that it replaces: what batch
 * normalizations have learned of means and variances no longer fits, and the network needs new
 * ones, and fine-tuning, to be of use. A bias keeps its value, which then counts for less.
 *
 * <p>Immutable: the methods that set something return a new object.
 *
 * @param <T> MultiLayerNetwork or ComputationGraph
 * @see <a href="https://arxiv.org/abs/1603.05279">Rastegari et al. 2016, XNOR-Net, which keeps the
 *     first and the last layer float</a>
 */
public final class Binarization<T> {

  private final SourceNetwork<T> source;
  private final NamedLayers layers;
  private final ConversionPlan plan;

  private Binarization(SourceNetwork<T> source, NamedLayers layers, ConversionPlan plan) {
    this.source = source;
    this.layers = layers;
    this.plan = plan;
  }

  /**
   * Begins with a network that is initialized, and trained.
   *
   * @throws IllegalStateException if it is not initialized
   */
  public static Binarization<MultiLayerNetwork> of(MultiLayerNetwork network) {
    return of(SourceMultiLayerNetwork.of(network));
  }

  /**
   * Begins with a graph that is initialized, and trained.
   *
   * @throws IllegalStateException if it is not initialized
   */
  public static Binarization<ComputationGraph> of(ComputationGraph network) {
    return of(SourceGraph.of(network));
  }

  private static <T> Binarization<T> of(SourceNetwork<T> source) {
    return new Binarization<>(
        source, new NamedLayers(source.vertices(), source.hasIndices()), ConversionPlan.EMPTY);
  }

  /**
   * Makes weights -1 and +1.
   *
   * @param layers names of layers
   * @throws IllegalArgumentException if the network has no such layer, or several of that name
   * @throws DL4JInvalidConfigException if a layer has no binary counterpart, or is to be ternary
   */
  public Binarization<T> binary(String... layers) {
    return with(plan.quantize(WeightPrecision.BINARY, this.layers.find(layers)));
  }

  /**
   * Makes weights -1 and +1.
   *
   * @param layers indices of layers of a MultiLayerNetwork
   * @throws IllegalArgumentException if the network has no such layer, or is a graph
   * @throws DL4JInvalidConfigException if a layer has no binary counterpart, or is to be ternary
   */
  public Binarization<T> binary(int... layers) {
    return with(plan.quantize(WeightPrecision.BINARY, this.layers.find(layers)));
  }

  /**
   * Makes weights -1 and +1 wherever that is possible, but in the first and the last layer, and in
   * layers that were named before. First is what no other layer with weights comes before on any
   * path from an input, last what none comes behind. Logs what it leaves.
   *
   * @throws DL4JInvalidConfigException if there is no such layer
   */
  public Binarization<T> binaryInner() {
    return with(plan.quantizeOthers(WeightPrecision.BINARY, InnerLayers.of(layers.vertices())));
  }

  /**
   * Makes weights -1, 0 and +1, with a scale per layer.
   *
   * @param layers names of layers
   * @throws IllegalArgumentException if the network has no such layer, or several of that name
   * @throws DL4JInvalidConfigException if a layer has no ternary counterpart, or is to be binary
   */
  public Binarization<T> ternary(String... layers) {
    return with(plan.quantize(WeightPrecision.TERNARY, this.layers.find(layers)));
  }

  /**
   * Makes weights -1, 0 and +1, with a scale per layer.
   *
   * @param layers indices of layers of a MultiLayerNetwork
   * @throws IllegalArgumentException if the network has no such layer, or is a graph
   * @throws DL4JInvalidConfigException if a layer has no ternary counterpart, or is to be binary
   */
  public Binarization<T> ternary(int... layers) {
    return with(plan.quantize(WeightPrecision.TERNARY, this.layers.find(layers)));
  }

  /**
   * Makes weights -1, 0 and +1 where {@link #binaryInner} would make them binary.
   *
   * @throws DL4JInvalidConfigException if there is no such layer
   */
  public Binarization<T> ternaryInner() {
    return with(plan.quantizeOthers(WeightPrecision.TERNARY, InnerLayers.of(layers.vertices())));
  }

  /**
   * Makes activations {@link org.bnn4j.layers.activations.SignSTE}: of ActivationLayers, or those
   * that dense layers and convolutions end in. A quantized layer should read one that is directly
   * before it.
   *
   * @param layers names of layers
   * @throws IllegalArgumentException if the network has no such layer, or several of that name
   * @throws DL4JInvalidConfigException if a layer has no such activation, or the sign already
   */
  public Binarization<T> sign(String... layers) {
    return with(plan.sign(this.layers.find(layers)));
  }

  /**
   * Makes activations {@link org.bnn4j.layers.activations.SignSTE}, as {@link #sign(String...)}
   * does.
   *
   * @param layers indices of layers of a MultiLayerNetwork
   * @throws IllegalArgumentException if the network has no such layer, or is a graph
   * @throws DL4JInvalidConfigException if a layer has no such activation, or the sign already
   */
  public Binarization<T> sign(int... layers) {
    return with(plan.sign(this.layers.find(layers)));
  }

  /**
   * Scales the latent weights of binary layers to a mean magnitude, each array by a factor of its
   * own. Default: they keep the size of the float weights. The network computes the same, but the
   * larger they are, the more updates it takes to change a sign: on small images, three epochs of
   * fine-tuning led further with weights kept at a mean of 0.05 than scaled to 0.1 or 0.3. Ternary
   * layers are left alone: their scale follows the latent weights.
   *
   * @param mean finite and above 0; latent weights beyond the layers' clip, 1, are clipped at the
   *     first update
   * @throws IllegalArgumentException if it is not
   */
  public Binarization<T> latentMean(double mean) {
    if (!(mean > 0 && mean < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("latentMean must be finite and above 0, got " + mean);
    }
    return with(plan.withLatentMean(mean));
  }

  /**
   * Makes the network.
   *
   * @throws IllegalStateException if no layer was named
   * @throws DL4JInvalidConfigException if a weight that is to be quantized is NaN or infinite, or
   *     the network's data type is neither FLOAT nor DOUBLE
   */
  public T convert() {
    if (plan.isEmpty()) {
      throw new IllegalStateException("no layer was named to be converted: " + layers.described());
    }
    T network = source.copy(plan);
    plan.weights().forEach((index, precision) -> scaleLatents(network, index, precision));
    return network;
  }

  private void scaleLatents(T network, int index, WeightPrecision precision) {
    SourceVertex vertex = layers.vertices().get(index);
    Layer conf = vertex.layer().orElseThrow();
    for (String key : conf.initializer().weightKeys(conf)) {
      INDArray latent = source.layer(network, index).paramTable(false).get(key);
      double mean = latent.ameanNumber().doubleValue();
      if (!Double.isFinite(mean)) {
        throw vertex.refuse("has weights '" + key + "' that are NaN or infinite");
      }
      if (plan.latentMean().isPresent() && precision == WeightPrecision.BINARY && mean > 0) {
        latent.muli(plan.latentMean().getAsDouble() / mean);
      }
    }
  }

  private Binarization<T> with(ConversionPlan changed) {
    return new Binarization<>(source, layers, changed);
  }
}
