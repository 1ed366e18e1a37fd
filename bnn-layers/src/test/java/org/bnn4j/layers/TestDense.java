package org.bnn4j.layers;

import org.bnn4j.layers.quantizers.WeightQuantizer;

/** A dense layer with any quantizer, for tests. */
public class TestDense extends QuantizedDense {

  private static final long serialVersionUID = 1L;

  private WeightQuantizer quantizer;

  private TestDense(Builder builder) {
    super(builder);
    quantizer = builder.quantizer;
    initializeConstraints(builder);
  }

  @Override
  public WeightQuantizer quantizer() {
    return quantizer;
  }

  @SuppressWarnings("unchecked")
  public static final class Builder extends QuantizedDense.Builder<Builder> {

    private final WeightQuantizer quantizer;

    public Builder(WeightQuantizer quantizer) {
      this.quantizer = quantizer;
    }

    @Override
    public TestDense build() {
      return new TestDense(this);
    }
  }
}
