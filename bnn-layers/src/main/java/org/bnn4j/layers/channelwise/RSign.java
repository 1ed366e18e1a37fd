package org.bnn4j.layers.channelwise;

import java.util.Map;
import java.util.Objects;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.internal.impl.RSignLayer;
import org.bnn4j.layers.quantizers.PseudoGradient;
import org.bnn4j.layers.quantizers.StraightThrough;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The sign with a trained shift for each channel.
 *
 * <p>Forward: {@code theta(x - a)} with {@code theta(u) = +1 if u > 0, else -1} and the channel's
 * shift a, which begins at 0 and is stored under {@value #SHIFT}. In an exported model the shift is
 * part of the threshold.
 *
 * <p>Gradient: {@code dx = eps * p(x - a)} with a {@link PseudoGradient} p, by default {@code 1{|u|
 * <= 1}}; {@code da} is minus the sum of dx over the channel.
 *
 * <p>Its output is that of {@link SignSTE}, so it stands directly before a quantized layer.
 *
 * @see <a href="https://arxiv.org/abs/2003.03488">Liu et al. 2020, ReActNet</a>
 */
public final class RSign extends ChannelLayer {

  private static final long serialVersionUID = 1L;

  /** The key of the shifts, [1, channels]. */
  public static final String SHIFT = "shift";

  @JsonProperty private PseudoGradient gradient;

  /** For JSON only. */
  protected RSign() {}

  private RSign(Builder builder) {
    super(builder);
    gradient = builder.gradient;
    initializeConstraints(builder);
  }

  /** Returns what stands for the derivative of the sign. */
  public PseudoGradient gradient() {
    return gradient;
  }

  @Override
  Map<String, Double> parameters() {
    return Map.of(SHIFT, 0.0);
  }

  @Override
  org.deeplearning4j.nn.api.Layer createLayer(NeuralNetConfiguration conf, DataType dataType) {
    return new RSignLayer(conf, dataType);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && Objects.equals(gradient, ((RSign) other).gradient);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), gradient);
  }

  @Override
  public String toString() {
    return "RSign(super=" + super.toString() + ", gradient=" + gradient + ")";
  }

  /** Builds {@link RSign} layers. */
  @SuppressWarnings("unchecked") // DL4J lets the caller of build() name the type; here it is fixed.
  public static class Builder extends ChannelLayer.Builder<Builder> {

    private PseudoGradient gradient = new StraightThrough();

    /** Starts from the defaults. */
    public Builder() {}

    /** Sets what stands for the derivative of the sign. Default: {@link StraightThrough}. */
    public Builder gradient(PseudoGradient gradient) {
      this.gradient = Objects.requireNonNull(gradient, "gradient");
      return this;
    }

    @Override
    public RSign build() {
      return new RSign(this);
    }
  }
}
