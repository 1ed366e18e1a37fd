package org.bnn4j.layers;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bnn4j.layers.internal.weights.QuantizedParameters;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Clips parameters to [-c, c] after each update.
 *
 * <p>A latent weight far outside [-1, 1] takes many updates to change its sign, so binary training
 * keeps it inside. The layers of this package do this by themselves, see {@link
 * QuantizedDense.Builder#clip(double)}; this class is for any other layer whose weights are
 * quantized, through {@code constrainWeights(new LatentWeightClip(1))}, which {@link
 * org.bnn4j.layers.weightnoise.QuantizedWeights#on} does.
 *
 * <p>A NaN becomes -c: watch the score, not the weights, for a training that diverges.
 *
 * @see <a href="https://arxiv.org/abs/1511.00363">Courbariaux et al. 2015, BinaryConnect</a>
 */
public final class LatentWeightClip implements LayerConstraint {

  private static final long serialVersionUID = 1L;

  @JsonProperty private double clip = 1.0;
  private HashSet<String> params = new HashSet<>();

  /** Clips to [-1, 1]. */
  public LatentWeightClip() {}

  /**
   * Clips to [-clip, clip].
   *
   * @param clip finite and above 0
   * @throws DL4JInvalidConfigException if it is not
   */
  public LatentWeightClip(double clip) {
    if (!(clip > 0 && clip < Double.POSITIVE_INFINITY)) {
      throw new DL4JInvalidConfigException("clip must be finite and above 0, got " + clip);
    }
    this.clip = clip;
  }

  /** Returns the bound c of parameters, which stay within [-c, c]. */
  public double clip() {
    return clip;
  }

  /**
   * Refuses a layer's bound that is no bound; 0 stands for no clipping.
   *
   * @throws DL4JInvalidConfigException if it is negative or not finite
   */
  public static void requireBound(double clip, String layerName) {
    if (!(clip >= 0 && clip < Double.POSITIVE_INFINITY)) {
      throw new DL4JInvalidConfigException(
          "clip must be finite and at least 0, got " + clip + " (layer name: " + layerName + ")");
    }
  }

  /**
   * Clips a layer's parameters; of a layer with {@link
   * org.bnn4j.layers.weightnoise.QuantizedWeights}, the latent weights alone.
   *
   * @throws DL4JInvalidConfigException if the layer has QuantizedWeights and does not take them
   */
  // DL4J's BaseConstraint is not extended because it applies a constraint twice.
  @Override
  public void applyConstraint(Layer layer, int iteration, int epoch) {
    for (String name : layer.paramTable().keySet()) {
      if (params.contains(name)) {
        latents(layer, name).ifPresent(this::apply);
      }
    }
  }

  private static Optional<INDArray> latents(Layer layer, String name) {
    if (layer.conf().getLayer() instanceof BaseLayer conf
        && conf.getWeightNoise() instanceof QuantizedParameters weights) {
      return weights.latents(layer, name);
    }
    return Optional.of(layer.getParam(name));
  }

  /**
   * Clips one array in place.
   *
   * @param param any shape, floating point
   */
  public void apply(INDArray param) {
    Nd4j.getExecutioner().exec(new ScalarMax(param, -clip));
    Nd4j.getExecutioner().exec(new ScalarMin(param, clip));
  }

  @Override
  public void setParams(Set<String> params) {
    this.params = new HashSet<>(params);
  }

  @Override
  public Set<String> getParams() {
    return params;
  }

  @Override
  public LatentWeightClip clone() {
    LatentWeightClip copy = new LatentWeightClip(clip);
    copy.params = new HashSet<>(params);
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LatentWeightClip that
        && Double.compare(clip, that.clip) == 0
        && Objects.equals(params, that.params);
  }

  @Override
  public int hashCode() {
    return Objects.hash(clip, params);
  }

  @Override
  public String toString() {
    return "LatentWeightClip(clip=" + clip + ", params=" + params + ")";
  }
}
