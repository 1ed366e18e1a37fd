package org.bnn4j.layers;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.bnn4j.layers.internal.impl.ConvWindow;
import org.bnn4j.layers.internal.impl.Instantiation;
import org.bnn4j.layers.internal.impl.QuantizedConv2DLayer;
import org.bnn4j.layers.internal.impl.QuantizedConvLayer;
import org.bnn4j.layers.quantizers.LearnedScales;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.bnn4j.layers.updaters.LatentWeights;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A two-dimensional convolution by quantized weights that trains real-valued latent ones.
 *
 * <p>Forward: {@code z = (x * levels) . scales + b}, a convolution and one scale per output
 * channel, with levels and scales from {@link #quantizer()}. Input [batch, nIn, height, width],
 * output [batch, nOut, outHeight, outWidth], or channels last with {@link CNN2DFormat#NHWC}.
 *
 * <p>Gradient: the input's is taken through the quantized weights; the gradient with respect to the
 * quantized weights becomes that of the latent weights as the quantizer says, by most of them
 * unchanged. The network stores latent weights under "W" ([nOut, nIn, kernelHeight, kernelWidth] in
 * 'c' order, as DL4J's own convolution does), updates, and saves them.
 *
 * <p>Padding is 0 unless {@link Builder#padValue(int)} says otherwise. A 0 is neither of the values
 * of a binary input; with -1 or +1 every input of a sum is binary.
 *
 * <p>It runs on ND4J's native convolution, which is fast where the natives come with oneDNN. A
 * dilated kernel costs as much as one that has weights in its gaps.
 *
 * <p>What {@link QuantizedDense} says of regularization, updaters, constraints, weight noise,
 * dropout, the clip, the notice about real-valued inputs and the activation holds here as well.
 * Masks are handed on as DL4J's convolution does, without being applied.
 *
 * <p>A subclass needs a constructor without arguments for JSON, and its class name becomes part of
 * saved models.
 */
public abstract class QuantizedConv2D extends ConvolutionLayer implements QuantizedLayer {

  private static final long serialVersionUID = 1L;

  @JsonProperty private WeightQuantizer quantizer;
  @JsonProperty private double clip;
  @JsonProperty private int padValue;

  /** For JSON only. */
  protected QuantizedConv2D() {}

  /**
   * Takes over the builder's settings.
   *
   * @throws DL4JInvalidConfigException if a setting is out of range
   */
  protected QuantizedConv2D(Builder<?> builder) {
    super(builder.requireValid());
    cnn2dDataFormat = builder.format;
    quantizer = builder.quantizer;
    clip = builder.clip;
    padValue = builder.padValue;
  }

  @Override
  public WeightQuantizer quantizer() {
    return quantizer;
  }

  @Override
  public double clip() {
    return clip;
  }

  /** Returns the value outside the image: -1, 0 or +1. */
  public int padValue() {
    return padValue;
  }

  /**
   * Creates the layer.
   *
   * @throws DL4JInvalidConfigException if nIn or nOut is not set, the network's data type is
   *     neither FLOAT nor DOUBLE, its updater cannot train this layer, or the convolution mode,
   *     which may come from the network, is one that this layer does not know or does not go with
   *     its padding
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
    ConvLimits.requireMode(convolutionMode, padding, layerName);
    return instantiation.complete(createLayer(conf, dataType, instantiation.inGraph()));
  }

  /** Creates the layer that computes this configuration, without parameters. */
  QuantizedConvLayer createLayer(NeuralNetConfiguration conf, DataType dataType, boolean inGraph) {
    return new QuantizedConv2DLayer(conf, dataType, inGraph);
  }

  /**
   * Computes the output's type.
   *
   * @throws DL4JInvalidConfigException if the input is not one of images, or too small for the
   *     kernel, or, in mode Strict, not covered exactly
   */
  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    String layer = "(layer index: %d, layer name: %s)".formatted(layerIndex, layerName);
    if (!(inputType instanceof InputType.InputTypeConvolutional images)) {
      throw new DL4JInvalidConfigException(
          "A convolution needs an input of type convolutional, got " + inputType + " " + layer);
    }
    try {
      ConvWindow window = ConvWindow.of(this, images.getHeight(), images.getWidth());
      return InputType.convolutional(window.outHeight(), window.outWidth(), nOut, cnn2dDataFormat);
    } catch (DL4JInvalidInputException e) {
      throw new DL4JInvalidConfigException(e.getMessage() + " " + layer, e);
    }
  }

  /** Describes the latent weights of that name. */
  LatentWeights latents(String param) {
    long kernel = (long) kernelSize[0] * kernelSize[1];
    return new LatentWeights(quantizer().precision(), kernel * nIn, kernel * nOut);
  }

  @Override
  public IUpdater getUpdaterByParam(String param) {
    IUpdater configured = super.getUpdaterByParam(param);
    return LatentTraining.updater(configured, this, param, () -> latents(param));
  }

  @Override
  public List<Regularization> getRegularizationByParam(String param) {
    List<Regularization> configured = super.getRegularizationByParam(param);
    return LatentTraining.regularization(configured, this, param, () -> latents(param));
  }

  @Override
  public ParamInitializer initializer() {
    return quantizer() instanceof LearnedScales learned
        ? new LearnedScalesInitializer(super.initializer(), learned)
        : super.initializer();
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    InputType outputType = getOutputType(-1, inputType);
    long sums = outputType.arrayElementsPerExample() / nOut * channelsBetween();
    long biases = hasBias() ? nOut : 0;
    boolean scaledLevels = quantizer().scaled() || quantizer().planes() > 1;
    return LevelsMemory.report(
        this, quantizer(), inputType, outputType, biases, sums, scaledLevels);
  }

  /** Returns how many channels a layer of two steps has between them. */
  long channelsBetween() {
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other != null
            && getClass() == other.getClass()
            && super.equals(other)
            && padValue == ((QuantizedConv2D) other).padValue
            && Double.compare(clip, ((QuantizedConv2D) other).clip) == 0
            && Objects.equals(quantizer, ((QuantizedConv2D) other).quantizer);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), padValue, clip, quantizer);
  }

  @Override
  public String toString() {
    return getClass().getSimpleName()
        + "(super="
        + super.toString()
        + ", quantizer="
        + quantizer()
        + ", padValue="
        + padValue
        + ", clip="
        + clip
        + ")";
  }

  /**
   * Settings shared by the quantized convolutions.
   *
   * <p>The activation is the identity unless set here, and there is no bias unless asked for: a
   * batch normalization follows. The kernel is 5 x 5 and the stride 1 unless set, and the mode is
   * the network's, by default Truncate, as in DL4J's own convolution. Settings of DL4J's that tune
   * cuDNN have no effect.
   *
   * @param <T> the builder itself
   */
  public abstract static class Builder<T extends Builder<T>>
      extends ConvolutionLayer.BaseConvBuilder<T> {

    private CNN2DFormat format = CNN2DFormat.NCHW;
    private WeightQuantizer quantizer;
    private double clip = 1.0;
    private int padValue;

    /**
     * Starts from the defaults.
     *
     * @param quantizer that of layers for which none is set
     */
    protected Builder(WeightQuantizer quantizer) {
      this.quantizer = quantizer;
      activationFn = new ActivationIdentity();
      hasBias = false;
    }

    @SuppressWarnings("unchecked")
    private T self() {
      return (T) this;
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

    /**
     * Sets the value outside the image, in training as at inference. Default: 0.
     *
     * @param padValue -1, 0 or +1
     */
    public T padValue(int padValue) {
      this.padValue = padValue;
      return self();
    }

    /**
     * Sets where the channels are in inputs and outputs, unless the network's input type does.
     * Default: NCHW, channels first.
     */
    public T dataFormat(CNN2DFormat format) {
      this.format = format;
      return self();
    }

    private Builder<T> requireValid() {
      kernelSize = ConvLimits.requirePair("kernelSize", kernelSize, 1, layerName);
      stride = ConvLimits.requirePair("stride", stride, 1, layerName);
      padding = ConvLimits.requirePair("padding", padding, 0, layerName);
      dilation = ConvLimits.requirePair("dilation", dilation, 1, layerName);
      ConvLimits.requireMode(convolutionMode, padding, layerName);
      ConvLimits.requirePadValue(padValue, layerName);
      LatentWeightClip.requireBound(clip, layerName);
      return this;
    }

    @Override
    protected boolean allowCausal() {
      return true; // Refused when the layer is built, by the same check as a network-wide mode.
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
