package org.bnn4j.layers;

import org.bnn4j.layers.quantizers.WeightQuantizer;

/** A dense layer with any quantizer, for tests. */
public class TestDense extends QuantizedDense {

  private static final long serialVersionUID = 1L;

  private TestDense(Builder builder) {
    super(builder);
    initializeConstraints(builder);
  }

  @SuppressWarnings("unchecked")
  public static final class Builder extends QuantizedDense.Builder<Builder> {

    public Builder(WeightQuantizer quantizer) {
      super(quantizer);
    }

    @Override
    public TestDense build() {
      return new TestDense(this);
    }
  }
}
