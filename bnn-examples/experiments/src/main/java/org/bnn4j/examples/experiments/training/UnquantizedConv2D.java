package org.bnn4j.examples.experiments.training;

import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution by its real-valued weights on the native operation that quantized ones use, to be
 * measured beside them. It cannot be saved or exported.
 */
final class UnquantizedConv2D extends QuantizedConv2D {
  private static final long serialVersionUID = 1L;

  private UnquantizedConv2D(Builder builder) {
    super(builder);
  }

  private enum Identity implements WeightQuantizer {
    INSTANCE;

    /** Only an export would ask. */
    @Override
    public WeightPrecision precision() {
      throw new UnsupportedOperationException("real-valued weights have no levels");
    }

    @Override
    public void quantize(INDArray latent, INDArray levels) {
      levels.assign(latent);
    }
  }

  /** Builds {@link UnquantizedConv2D} layers. */
  @SuppressWarnings("unchecked") // DL4J lets the caller of build() name the type; here it is fixed.
  static final class Builder extends QuantizedConv2D.Builder<Builder> {
    Builder(int kernel) {
      super(Identity.INSTANCE);
      kernelSize(kernel);
    }

    @Override
    public UnquantizedConv2D build() {
      return new UnquantizedConv2D(this);
    }
  }
}
