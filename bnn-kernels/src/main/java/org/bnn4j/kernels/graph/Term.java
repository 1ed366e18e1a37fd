package org.bnn4j.kernels.graph;

/**
 * One single-precision operation on a value and, for most, a constant.
 *
 * @param operation what to do
 * @param operands the constants: none for an operation that takes none, else one for all channels
 *     or one per channel; never NaN
 */
public record Term(Operation operation, float... operands) {
  /** Checks the number of constants and that none is NaN. */
  public Term {
    if (operation.takesOperand() != operands.length > 0) {
      throw new IllegalArgumentException(
          operation.label() + " does not take " + operands.length + " constants");
    }
    for (int channel = 0; channel < operands.length; channel++) {
      if (Float.isNaN(operands[channel])) {
        throw new IllegalArgumentException(operation.label() + " has NaN for channel " + channel);
      }
    }
  }

  /** The value after this operation. */
  public float apply(float x, int channel) {
    return operation.apply(
        x, operands.length == 0 ? 0 : operands[operands.length == 1 ? 0 : channel]);
  }

  /** Applies this operation to the {@code channels} values at {@code offset}, in place. */
  public void apply(float[] values, int offset, int channels) {
    if (operands.length > 1) {
      operation.apply(values, offset, channels, operands);
    } else {
      operation.apply(values, offset, channels, operands.length == 0 ? 0 : operands[0]);
    }
  }
}
