package org.bnn4j.layers.channelwise;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.bnn4j.layers.internal.impl.Instantiation;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A function of every value by itself, with trained numbers for each channel. Its output has the
 * shape of its input: vectors [batch, channels], sequences [batch, channels, time], or images with
 * channels first or last.
 */
abstract class ChannelLayer extends FeedForwardLayer {

  private static final long serialVersionUID = 1L;

  @JsonProperty private CNN2DFormat format = CNN2DFormat.NCHW;

  /** For JSON only. */
  ChannelLayer() {}

  ChannelLayer(Builder<?> builder) {
    super(builder);
    format = builder.format;
    if (!(activationFn instanceof ActivationIdentity) || builder.getNOut() > 0) {
      throw new DL4JInvalidConfigException(
          "%s has no activation and as many outputs as inputs, got activation %s and nOut=%d (layer name: %s)"
              .formatted(getClass().getSimpleName(), activationFn, builder.getNOut(), layerName));
    }
    nOut = nIn;
  }

  /** Returns the parameters' keys in their order, and the value that each begins with. */
  abstract Map<String, Double> parameters();

  /** Creates the layer that computes this configuration, without parameters. */
  abstract org.deeplearning4j.nn.api.Layer createLayer(
      NeuralNetConfiguration conf, DataType dataType);

  /** Returns where the channels of images are. */
  public CNN2DFormat format() {
    return format;
  }

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
    return instantiation.complete(createLayer(conf, dataType));
  }

  @Override
  public ParamInitializer initializer() {
    return ChannelInitializer.INSTANCE;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    requireKnown(inputType);
    return inputType;
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    requireKnown(inputType);
    if (nIn <= 0 || override) {
      if (inputType instanceof InputType.InputTypeConvolutional images) {
        nIn = images.getChannels();
      } else if (inputType instanceof InputType.InputTypeConvolutionalFlat images) {
        nIn = images.getDepth();
      } else if (inputType instanceof InputType.InputTypeRecurrent sequence) {
        nIn = sequence.getSize();
      } else {
        nIn = inputType.arrayElementsPerExample();
      }
      nOut = nIn;
    }
    if (inputType instanceof InputType.InputTypeConvolutional images) {
      format = images.getFormat();
    }
  }

  private void requireKnown(InputType inputType) {
    boolean stepsFirst =
        inputType instanceof InputType.InputTypeRecurrent sequence
            && sequence.getFormat() == RNNFormat.NWC;
    if (inputType == null
        || inputType instanceof InputType.InputTypeConvolutional3D
        || stepsFirst) {
      throw new DL4JInvalidConfigException(
          "%s takes vectors, sequences of format NCW or images, got %s (layer name: %s)"
              .formatted(getClass().getSimpleName(), inputType, layerName));
    }
  }

  /** Flat images become images again, as for DL4J's batch normalization. */
  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return new BatchNormalization().getPreProcessorForInputType(inputType);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    long parameters = initializer().numParams(this);
    return new LayerMemoryReport.Builder(layerName, getClass(), inputType, inputType)
        .standardMemory(parameters, getIUpdater().stateSize(parameters))
        .workingMemory(0, 0, 0, 2 * inputType.arrayElementsPerExample())
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other != null
            && getClass() == other.getClass()
            && super.equals(other)
            && format == ((ChannelLayer) other).format;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), format);
  }

  /**
   * Settings of every such layer.
   *
   * @param <T> the builder itself
   */
  abstract static class Builder<T extends Builder<T>> extends FeedForwardLayer.Builder<T> {

    private CNN2DFormat format = CNN2DFormat.NCHW;

    Builder() {
      activationFn = new ActivationIdentity();
    }

    /**
     * Sets where the channels of images are, unless the network's input type does. Default: NCHW.
     */
    @SuppressWarnings("unchecked")
    public T dataFormat(CNN2DFormat format) {
      this.format = format;
      return (T) this;
    }
  }
}
