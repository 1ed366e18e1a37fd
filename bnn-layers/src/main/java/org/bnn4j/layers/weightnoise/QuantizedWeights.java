package org.bnn4j.layers.weightnoise;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.LatentWeightClip;
import org.bnn4j.layers.internal.network.WeightLayout;
import org.bnn4j.layers.internal.network.WeightLayouts;
import org.bnn4j.layers.internal.weights.QuantizedParameters;
import org.bnn4j.layers.quantizers.LearnedScales;
import org.bnn4j.layers.quantizers.SignQuantizer;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Gives a built-in layer quantized weights, among them recurrent layers:
 *
 * <pre>{@code
 * .layer(QuantizedWeights.binary().on(new LSTM.Builder().nOut(64)).build())
 * }</pre>
 *
 * <p>The layer multiplies by level times scale, summed over the quantizer's planes, forward and
 * backward, in training and at inference; the parameters that the network stores, updates and saves
 * are latent weights. The gradient with respect to the quantized weights is applied to them
 * unchanged. As the scale is inside the product, sums are rounded; where scales matter and the
 * layer is dense or a convolution, {@link BinaryDense} and its like are exact, and faster.
 *
 * <p>Quantized are the parameters "W", "RW" (recurrent) and "pW" (the second step of a separable
 * convolution), or those named by {@link #only}; never biases, the gain "g" of a layer
 * normalization, or a GravesLSTM's peepholes. An output's fan-in is what it sums over: for an LSTM,
 * each of the 4 nOut gates is an output, of fan-in nIn for "W" and nOut for "RW".
 *
 * <p>Layers that take it are DenseLayer, OutputLayer, RnnOutputLayer, CenterLossOutputLayer, LSTM,
 * GravesLSTM, SimpleRnn, ConvolutionLayer, Convolution3D, Deconvolution2D, Deconvolution3D,
 * DepthwiseConvolution2D and SeparableConvolution2D, alone or inside a layer that wraps another.
 * <b>Deeplearning4j does not tell a weight noise which layer it is set on, and other layers ignore
 * one without a word.</b> {@link #on} refuses those at once. Where it is set by {@code
 * weightNoise(new QuantizedWeights())}, on a layer or for a whole network, they are refused by
 * {@link #check(MultiLayerConfiguration) check}, by the export, and by a {@link LatentWeightClip}
 * at the first update, but not if none of these is used. SameDiff layers, such as
 * SelfAttentionLayer, have no weight noise.
 *
 * <p>{@link #on} also clips the latent weights, by a {@link LatentWeightClip} among the layer's
 * constraints. Transfer learning drops constraints, so there it has to be set again.
 *
 * <p>Weights are quantized once in a training step: a quantizer that draws at random has one draw
 * for the forward and the backward pass, except in a FrozenLayerWithBackprop, whose forward pass is
 * one of inference. Deeplearning4j keeps an OutputLayer's weights after {@code calculateGradients};
 * who changes parameters between two such calls calls {@code clearLayersStates}, too.
 *
 * <p>Immutable; one instance may be shared by any number of layers, networks and threads.
 */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.NONE,
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class QuantizedWeights implements QuantizedParameters {

  private static final long serialVersionUID = 1L;
  private static final List<String> KEYS =
      List.of(WeightLayouts.W, WeightLayouts.RW, WeightLayouts.PW);

  @JsonProperty private WeightQuantizer quantizer;
  @JsonProperty private TreeSet<String> keys;
  private final transient LayerBuffers buffers = new LayerBuffers();

  /** Binary weights: -1 and +1, see {@link SignQuantizer}. */
  public QuantizedWeights() {
    this(new SignQuantizer());
  }

  /**
   * Weights of this quantizer's levels and scales.
   *
   * @throws DL4JInvalidConfigException if it has a gradient of its own or trained scales, for which
   *     a weight noise has no place
   */
  public QuantizedWeights(WeightQuantizer quantizer) {
    this(requireStraightThrough(quantizer), KEYS);
  }

  private QuantizedWeights(WeightQuantizer quantizer, Collection<String> keys) {
    this.quantizer = quantizer;
    this.keys = new TreeSet<>(keys);
  }

  private static WeightQuantizer requireStraightThrough(WeightQuantizer quantizer) {
    boolean learns = Objects.requireNonNull(quantizer, "quantizer") instanceof LearnedScales;
    if (learns || !quantizer.straightThrough()) {
      throw new DL4JInvalidConfigException(
          "QuantizedWeights apply gradients to the latent weights unchanged, and %s %s. Use another"
                  .formatted(
                      quantizer, learns ? "trains scales of its own" : "has a gradient of its own")
              + " quantizer, such as SignQuantizer, TernaryQuantizer or StochasticSignQuantizer, or"
              + " a layer that has a place for it: BinaryDense, TernaryDense, BinaryConv2D or"
              + " TernaryConv2D");
    }
    return quantizer;
  }

  /** Binary weights: -1 and +1, see {@link SignQuantizer}. */
  public static QuantizedWeights binary() {
    return new QuantizedWeights();
  }

  /** Ternary weights: -a, 0 and +a, see {@link TernaryQuantizer}. */
  public static QuantizedWeights ternary() {
    return new QuantizedWeights(new TernaryQuantizer());
  }

  /**
   * Quantizes fewer of a layer's parameters.
   *
   * @param parameters some of "W", "RW" and "pW"; {@code only("RW")} leaves the input weights of a
   *     recurrent layer in float
   * @throws DL4JInvalidConfigException if there is none, or another
   */
  public QuantizedWeights only(String... parameters) {
    List<String> chosen = List.of(parameters);
    if (chosen.isEmpty() || !KEYS.containsAll(chosen)) {
      throw new DL4JInvalidConfigException(
          "QuantizedWeights take one or more of the parameters " + KEYS + ", got " + chosen);
    }
    return new QuantizedWeights(quantizer, chosen);
  }

  @Override
  public WeightQuantizer quantizer() {
    return quantizer;
  }

  /**
   * Sets this on a layer that is being built, and clips its latent weights to [-1, 1].
   *
   * <p>Constraints of the builder stay; weight constraints that are set on it later replace the
   * clip.
   *
   * @return the builder
   * @throws DL4JInvalidConfigException if layers of this type do not take it
   */
  public <B extends BaseLayer.Builder<?>> B on(B builder) {
    return on(builder, 1);
  }

  /**
   * Sets this on a layer that is being built, and clips its latent weights to [-clip, clip], as
   * {@link #on(BaseLayer.Builder)} does.
   *
   * @param clip finite and at least 0; 0 for no clipping
   * @return the builder
   * @throws DL4JInvalidConfigException if layers of this type do not take it, or the clip is out of
   *     range
   */
  public <B extends BaseLayer.Builder<?>> B on(B builder, double clip) {
    String name = builder.getLayerName();
    HookedLayers.layouts(HookedLayers.builtBy(builder), keys, "layer name: " + name);
    LatentWeightClip.requireBound(clip, name);
    builder.weightNoise(this);
    if (clip > 0) {
      List<LayerConstraint> constraints =
          new ArrayList<>(Objects.requireNonNullElse(builder.getWeightConstraints(), List.of()));
      constraints.add(new LatentWeightClip(clip));
      builder.constrainWeights(constraints.toArray(LayerConstraint[]::new));
    }
    return builder;
  }

  /**
   * Refuses a network in which QuantizedWeights are set on a layer that does not take them.
   *
   * @return the configuration
   * @throws DL4JInvalidConfigException naming the layer, its index, and what to use in its place
   */
  public static MultiLayerConfiguration check(MultiLayerConfiguration network) {
    QuantizedWeightsCheck.check(network);
    return network;
  }

  /**
   * Refuses a network in which QuantizedWeights are set on a layer that does not take them.
   *
   * @return the configuration
   * @throws DL4JInvalidConfigException naming the layer and what to use in its place
   */
  public static ComputationGraphConfiguration check(ComputationGraphConfiguration network) {
    QuantizedWeightsCheck.check(network);
    return network;
  }

  /** Returns the layouts of a layer's parameters that are quantized, or refuses the layer. */
  Map<String, WeightLayout> layouts(org.deeplearning4j.nn.conf.layers.Layer layer, String place) {
    return HookedLayers.layouts(layer.getClass(), keys, place);
  }

  @Override
  public boolean quantizes(String key) {
    return keys.contains(key);
  }

  /**
   * Returns the latent weights of a layer that this is set on, as a view of a parameter.
   *
   * @return in the shape of the parameter, or less wide where some of it stays float; nothing if
   *     the parameter is not quantized
   * @throws DL4JInvalidConfigException if the layer does not take QuantizedWeights
   */
  @Override
  public Optional<INDArray> latents(Layer layer, String key) {
    return layout(layer, key).map(layout -> layout.quantizedPart(layer.getParam(key)));
  }

  private Optional<WeightLayout> layout(Layer layer, String key) {
    String place = HookedLayers.place(layer);
    return Optional.ofNullable(layouts(layer.conf().getLayer(), place).get(key));
  }

  /**
   * Returns a parameter, quantized if it is to be.
   *
   * @return an array of the parameter's shape, overwritten when the same one is asked for next
   * @throws DL4JInvalidConfigException if the layer does not take QuantizedWeights, or has weights
   *     that are neither FLOAT nor DOUBLE
   */
  @Override
  public INDArray getParameter(
      Layer layer,
      String key,
      int iteration,
      int epoch,
      boolean train,
      LayerWorkspaceMgr workspaces) {
    INDArray parameter = layer.getParam(key);
    Optional<WeightLayout> layout = layout(layer, key);
    if (layout.isEmpty()) {
      return parameter;
    }
    HookedLayers.requireTrainable(layer, key);
    return buffers
        .of(layer, key, () -> new WeightBuffers(layout.get(), parameter, quantizer))
        .update(parameter, quantizer, train);
  }

  /** What it keeps for the layers that it serves. */
  LayerBuffers buffers() {
    return buffers;
  }

  /** It never changes, so it need not be copied. */
  @Override
  public QuantizedWeights clone() {
    return this;
  }

  /** The buffers are not written. */
  private Object readResolve() {
    return new QuantizedWeights(quantizer, keys);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantizedWeights that
        && quantizer.equals(that.quantizer)
        && keys.equals(that.keys);
  }

  @Override
  public int hashCode() {
    return Objects.hash(quantizer, keys);
  }

  @Override
  public String toString() {
    return "QuantizedWeights(" + quantizer + ", " + keys + ")";
  }
}
