package org.bnn4j.layers.channelwise;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bnn4j.layers.internal.impl.RPReLULayer;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A leaky rectifier whose kink and slope are trained for each channel.
 *
 * <p>Forward, with {@code u = x - g}: {@code u + z} where u is above 0, else {@code b u + z}. The
 * shifts g and z begin at 0, the slope b at 0.25; they are stored under {@value #SHIFT_IN}, {@value
 * #SHIFT_OUT} and {@value #SLOPE}.
 *
 * <p>Gradient: the derivative; at {@code u = 0} that of the slope.
 *
 * <p>It belongs before a residual addition, or before a batch normalization and a sign. In an
 * exported model it is part of the threshold behind it where every slope is 0 or more, and what
 * comes before it and to the sign is an integer sum and arithmetic on it.
 *
 * <p>Argument: {@code slope}, what b begins with.
 *
 * @see <a href="https://arxiv.org/abs/2003.03488">Liu et al. 2020, ReActNet</a>
 */
public final class RPReLU extends ChannelLayer {

  private static final long serialVersionUID = 1L;

  /** The key of the shifts g of the input, [1, channels]. */
  public static final String SHIFT_IN = "shiftIn";

  /** The key of the slopes b, [1, channels]. */
  public static final String SLOPE = "slope";

  /** The key of the shifts z of the output, [1, channels]. */
  public static final String SHIFT_OUT = "shiftOut";

  @JsonProperty private double slope;

  /** For JSON only. */
  protected RPReLU() {}

  private RPReLU(Builder builder) {
    super(builder);
    slope = builder.slope;
    if (!Double.isFinite(slope)) {
      throw new DL4JInvalidConfigException(
          "slope must be finite, got " + slope + " (layer name: " + layerName + ")");
    }
    initializeConstraints(builder);
  }

  @Override
  Map<String, Double> parameters() {
    Map<String, Double> parameters = new LinkedHashMap<>();
    parameters.put(SHIFT_IN, 0.0);
    parameters.put(SLOPE, slope);
    parameters.put(SHIFT_OUT, 0.0);
    return parameters;
  }

  @Override
  org.deeplearning4j.nn.api.Layer createLayer(NeuralNetConfiguration conf, DataType dataType) {
    return new RPReLULayer(conf, dataType);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && Double.compare(slope, ((RPReLU) other).slope) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Double.hashCode(slope);
  }

  @Override
  public String toString() {
    return "RPReLU(super=" + super.toString() + ", slope=" + slope + ")";
  }

  /** Builds {@link RPReLU} layers. */
  @SuppressWarnings("unchecked") // DL4J lets the caller of build() name the type; here it is fixed.
  public static class Builder extends ChannelLayer.Builder<Builder> {

    private double slope = 0.25;

    /** Starts from the defaults. */
    public Builder() {}

    /**
     * Sets what every slope begins with. Default: 0.25.
     *
     * @param slope finite
     */
    public Builder slope(double slope) {
      this.slope = slope;
      return this;
    }

    /**
     * Builds the layer.
     *
     * @throws DL4JInvalidConfigException if the slope is not finite
     */
    @Override
    public RPReLU build() {
      return new RPReLU(this);
    }
  }
}
