package org.bnn4j.layers;

import java.util.List;
import java.util.Objects;
import org.bnn4j.layers.quantizers.SignQuantizer;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.bnn4j.layers.updaters.LatentWeights;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A binary convolution that sums over each input channel alone, some number of times. */
abstract class DepthMultipliedConv2D extends QuantizedConv2D {

  private static final long serialVersionUID = 1L;

  @JsonProperty private int depthMultiplier;

  /** For JSON only. */
  DepthMultipliedConv2D() {}

  DepthMultipliedConv2D(Builder<?> builder) {
    super(builder);
    depthMultiplier = builder.depthMultiplier;
    QuantizerSetting.require(quantizer(), WeightPrecision.BINARY, layerName);
    QuantizerSetting.requireNothingLearned(quantizer(), layerName);
    ConvLimits.requireDepthMultiplier(depthMultiplier, layerName);
  }

  /** Returns the weights in the order of their parameters. */
  abstract List<WeightShape> weightShapes();

  /** Returns how many sums each input channel has. */
  public int depthMultiplier() {
    return depthMultiplier;
  }

  @Override
  public ParamInitializer initializer() {
    return ShapedWeightsInitializer.INSTANCE;
  }

  /** Those of the step that sums over single channels. */
  @Override
  LatentWeights latents(String param) {
    long kernel = (long) kernelSize[0] * kernelSize[1];
    return new LatentWeights(WeightPrecision.BINARY, kernel, kernel * depthMultiplier);
  }

  /** The fan-out by which DL4J initializes the weights of a depthwise step. */
  double depthwiseFanOut() {
    return (double) depthMultiplier
        * kernelSize[0]
        * kernelSize[1]
        / ((double) stride[0] * stride[1]);
  }

  /** The fan-in by which DL4J initializes the weights of a depthwise step. */
  double depthwiseFanIn() {
    return (double) nIn * kernelSize[0] * kernelSize[1];
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && depthMultiplier == ((DepthMultipliedConv2D) other).depthMultiplier;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), depthMultiplier);
  }

  @Override
  public String toString() {
    return super.toString() + "(depthMultiplier=" + depthMultiplier + ")";
  }

  /** Adds the depth multiplier to the settings of a quantized convolution. */
  abstract static class Builder<T extends Builder<T>> extends QuantizedConv2D.Builder<T> {

    private int depthMultiplier = 1;

    Builder() {
      super(new SignQuantizer());
    }

    /** Sets how many sums each input channel has. Default: 1. */
    @SuppressWarnings("unchecked")
    public T depthMultiplier(int depthMultiplier) {
      this.depthMultiplier = depthMultiplier;
      return (T) this;
    }
  }
}
