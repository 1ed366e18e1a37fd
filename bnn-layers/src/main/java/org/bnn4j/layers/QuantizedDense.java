package org.bnn4j.layers;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.bnn4j.layers.internal.impl.Instantiation;
import org.bnn4j.layers.internal.impl.QuantizedDenseLayer;
import org.bnn4j.layers.quantizers.LearnedScales;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.bnn4j.layers.updaters.LatentWeights;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A dense layer that multiplies by quantized weights and trains real-valued latent ones.
 *
 * <p>Forward: {@code z = (x . levels) * scales + b}, with levels and scales from {@link
 * #quantizer()}. Input [batch, nIn], output [batch, nOut].
 *
 * <p>Gradient: the input's is taken through the quantized weights; the gradient with respect to the
 * quantized weights becomes that of the latent weights as the quantizer says, by most of them
 * unchanged. The network stores latent weights under "W" ([nIn, nOut]), updates, and saves them.
 *
 * <p>Regularization, constraints, weight noise and gradient normalization act on the latent
 * weights, dropout on the input, as in DL4J's own layers. Weight noise that zeroes latent weights,
 * such as DropConnect, hands the quantizer zeros, not missing weights.
 *
 * <p>Updaters may treat latent weights apart from other parameters: {@link
 * org.bnn4j.layers.updaters.Bop} flips binary ones, {@link org.bnn4j.layers.updaters.GlorotScaled}
 * gives them a learning rate of their own.
 *
 * <p>After each update, and after any constraint, latent weights are clipped, see {@link
 * Builder#clip(double)}. The clip is a setting of this layer rather than an entry of {@code
 * getConstraints()}: DL4J lets go of that list in transfer learning, and network-wide constraints
 * reach only layers where it is empty.
 *
 * <p>A hidden layer should be fed -1 and +1 (or 0): at its first training input it logs one warning
 * if it is not. Inside a ComputationGraph, where a layer cannot tell whether it is hidden, this is
 * one line at level INFO.
 *
 * <p>An activation other than the identity costs a second product in each training step, as in
 * DL4J's own layers; an ActivationLayer of its own does not.
 *
 * <p>A subclass needs a constructor without arguments for JSON, and its class name becomes part of
 * saved models.
 */
public abstract class QuantizedDense extends FeedForwardLayer implements QuantizedLayer {

  private static final long serialVersionUID = 1L;

  @JsonProperty private boolean hasBias;
  @JsonProperty private WeightQuantizer quantizer;
  @JsonProperty private double clip;

  /** For JSON only. */
  protected QuantizedDense() {}

  /**
   * Takes over the builder's settings. The outermost constructor ends with {@code
   * initializeConstraints(builder)}.
   *
   * @throws DL4JInvalidConfigException if the clip is negative or not finite
   */
  protected QuantizedDense(Builder<?> builder) {
    super(builder);
    hasBias = builder.hasBias;
    quantizer = builder.quantizer;
    clip = builder.clip;
    LatentWeightClip.requireBound(clip, layerName);
  }

  @Override
  public WeightQuantizer quantizer() {
    return quantizer;
  }

  /** Says whether a bias is added to the scaled product. */
  public boolean hasBias() {
    return hasBias;
  }

  @Override
  public double clip() {
    return clip;
  }

  /**
   * Creates the layer.
   *
   * @throws DL4JInvalidConfigException if nIn or nOut is not set, the network's data type is
   *     neither FLOAT nor DOUBLE, or its updater cannot train this layer
   */
  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray paramsView,
      boolean initializeParams,
      DataType dataType) {
    Instantiation instantiation =
        new Instantiation(conf, listeners, layerIndex, paramsView, initializeParams, dataType);
    instantiation.requireTrainable(this);
    LatentTraining.requireApplicable(this, layerIndex, this::quantizer);
    return instantiation.complete(new QuantizedDenseLayer(conf, dataType, instantiation.inGraph()));
  }

  @Override
  public ParamInitializer initializer() {
    return quantizer() instanceof LearnedScales learned
        ? new LearnedScalesInitializer(QuantizedDenseInitializer.INSTANCE, learned)
        : QuantizedDenseInitializer.INSTANCE;
  }

  private LatentWeights latents() {
    return new LatentWeights(quantizer().precision(), nIn, nOut);
  }

  @Override
  public IUpdater getUpdaterByParam(String param) {
    IUpdater configured = super.getUpdaterByParam(param);
    return LatentTraining.updater(configured, this, param, this::latents);
  }

  @Override
  public List<Regularization> getRegularizationByParam(String param) {
    List<Regularization> configured = super.getRegularizationByParam(param);
    return LatentTraining.regularization(configured, this, param, this::latents);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    InputType outputType = getOutputType(-1, inputType);
    long biases = hasBias ? nOut : 0;
    boolean sumOfPlanes = quantizer().planes() > 1;
    return LevelsMemory.report(this, quantizer(), inputType, outputType, biases, 0, sumOfPlanes);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other != null
            && getClass() == other.getClass()
            && super.equals(other)
            && hasBias == ((QuantizedDense) other).hasBias
            && Double.compare(clip, ((QuantizedDense) other).clip) == 0
            && Objects.equals(quantizer, ((QuantizedDense) other).quantizer);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), hasBias, clip, quantizer);
  }

  @Override
  public String toString() {
    return getClass().getSimpleName()
        + "(super="
        + super.toString()
        + ", quantizer="
        + quantizer()
        + ", hasBias="
        + hasBias
        + ", clip="
        + clip
        + ")";
  }

  /**
   * Settings shared by the quantized dense layers.
   *
   * <p>The activation is the identity unless set here: the network-wide default (DL4J's is the
   * sigmoid) is not inherited, since a batch normalization follows. Weights start as for a float
   * layer, by default Xavier: only their signs and relative sizes matter.
   *
   * @param <T> the builder itself
   */
  public abstract static class Builder<T extends Builder<T>> extends FeedForwardLayer.Builder<T> {

    private boolean hasBias;
    private WeightQuantizer quantizer;
    private double clip = 1.0;

    /**
     * Starts from the defaults.
     *
     * @param quantizer that of layers for which none is set
     */
    protected Builder(WeightQuantizer quantizer) {
      this.quantizer = quantizer;
      activationFn = new ActivationIdentity();
    }

    @SuppressWarnings("unchecked")
    private T self() {
      return (T) this;
    }

    /**
     * Sets whether a bias is added to the scaled product. Default: false, as the batch
     * normalization that follows carries the shift.
     */
    public T hasBias(boolean hasBias) {
      this.hasBias = hasBias;
      return self();
    }

    /**
     * Sets what turns latent weights into levels and scales.
     *
     * @param quantizer of the precision that the layer is named for
     */
    public T quantizer(WeightQuantizer quantizer) {
      this.quantizer = quantizer;
      return self();
    }

    /**
     * Sets the bound c: latent weights are clipped to [-c, c] after each update. Default: 1.
     *
     * @param clip finite; 0 for no clipping
     */
    public T clip(double clip) {
      this.clip = clip;
      return self();
    }

    /** Leaves latent weights unbounded: {@code clip(0)}. */
    public T noClip() {
      return clip(0);
    }

    // DL4J declares the following six with a raw return type, which would end the chain.

    @Override
    public T weightDecay(double coefficient) {
      super.weightDecay(coefficient);
      return self();
    }

    @Override
    public T weightDecay(double coefficient, boolean applyLearningRate) {
      super.weightDecay(coefficient, applyLearningRate);
      return self();
    }

    @Override
    public T weightDecayBias(double coefficient) {
      super.weightDecayBias(coefficient);
      return self();
    }

    @Override
    public T weightDecayBias(double coefficient, boolean applyLearningRate) {
      super.weightDecayBias(coefficient, applyLearningRate);
      return self();
    }

    @Override
    public T regularization(List<Regularization> regularization) {
      super.regularization(regularization);
      return self();
    }

    @Override
    public T regularizationBias(List<Regularization> regularization) {
      super.regularizationBias(regularization);
      return self();
    }
  }
}
