package org.bnn4j.kernels.graph;

/** One single-precision operation on a value and, for most, a constant. */
public final class Term {
  private final Operation operation;
  private final float[] operands;

  /**
   * Takes the constants over without copying them.
   *
   * @param operation what to do
   * @param operands none for an operation that takes none, else one for all channels or one per
   *     channel; all finite
   * @throws IllegalArgumentException if their number does not fit, or one is not finite
   */
  public Term(Operation operation, float... operands) {
    if (operation.takesOperand() != operands.length > 0) {
      throw new IllegalArgumentException(
          operation.label() + " does not take " + operands.length + " constants");
    }
    for (int channel = 0; channel < operands.length; channel++) {
      if (!Float.isFinite(operands[channel])) {
        throw new IllegalArgumentException(
            operation.label() + " has " + operands[channel] + " for channel " + channel);
      }
    }
    this.operation = operation;
    this.operands = operands;
  }

  /** What to do. */
  public Operation operation() {
    return operation;
  }

  /** The constants; not a copy, and never written. */
  public float[] operands() {
    return operands;
  }

  /** The value after this operation. */
  public float apply(float x, int channel) {
    return operation.apply(
        x, operands.length == 0 ? 0 : operands[operands.length == 1 ? 0 : channel]);
  }

  @Override
  public String toString() {
    return operation.label();
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
