package org.bnn4j.kernels.graph;

import java.util.Locale;

/** The operations of {@link Channelwise} arithmetic, each rounded once to single precision. */
public enum Operation {
  /** x + c. */
  ADD(1, true),
  /** x - c. */
  SUBTRACT(2, true),
  /** x * c. */
  MULTIPLY(3, true),
  /** x / c. */
  DIVIDE(4, true),
  /** max(x, 0). */
  RELU(5, false),
  /** x where it is not negative, else c * x. */
  LEAKY_RELU(6, true),
  /** x clipped to [-1, 1]. */
  HARD_TANH(7, false),
  /** Hyperbolic tangent. */
  TANH(8, false),
  /** 1 / (1 + exp(-x)). */
  SIGMOID(9, false);

  private final int code;
  private final boolean takesOperand;

  Operation(int code, boolean takesOperand) {
    this.code = code;
    this.takesOperand = takesOperand;
  }

  /** The operation's number in a model file. */
  public int code() {
    return code;
  }

  /** Whether it takes a constant. */
  public boolean takesOperand() {
    return takesOperand;
  }

  /** The operation as messages and reports print it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  float apply(float x, float c) {
    return switch (this) {
      case ADD -> x + c;
      case SUBTRACT -> x - c;
      case MULTIPLY -> x * c;
      case DIVIDE -> x / c;
      case RELU -> Math.max(x, 0);
      case LEAKY_RELU -> x >= 0 ? x : c * x;
      case HARD_TANH -> Math.max(-1, Math.min(1, x));
      case TANH -> (float) Math.tanh(x);
      case SIGMOID -> (float) (1 / (1 + Math.exp(-x)));
    };
  }

  void apply(float[] values, int offset, int n, float c) {
    for (int i = offset; i < offset + n; i++) {
      values[i] = apply(values[i], c);
    }
  }

  /**
   * The four that come with a constant per channel have loops of their own, which the JIT
   * vectorises.
   */
  void apply(float[] values, int offset, int n, float[] c) {
    switch (this) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          values[offset + i] += c[i];
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < n; i++) {
          values[offset + i] -= c[i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < n; i++) {
          values[offset + i] *= c[i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < n; i++) {
          values[offset + i] /= c[i];
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          values[offset + i] = apply(values[offset + i], c[i]);
        }
      }
    }
  }
}
