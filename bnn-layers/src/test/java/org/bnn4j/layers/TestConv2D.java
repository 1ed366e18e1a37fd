package org.bnn4j.layers;

import org.bnn4j.layers.quantizers.WeightQuantizer;

/** A convolution with any quantizer, for tests. */
class TestConv2D extends QuantizedConv2D {

  private static final long serialVersionUID = 1L;

  private TestConv2D(Builder builder) {
    super(builder);
  }

  @SuppressWarnings("unchecked")
  static final class Builder extends QuantizedConv2D.Builder<Builder> {

    Builder(WeightQuantizer quantizer) {
      super(quantizer);
    }

    @Override
    public TestConv2D build() {
      return new TestConv2D(this);
    }
  }
}
