package org.bnn4j.layers.quantizers;

/** Checks of quantizers' arguments. */
final class QuantizerChecks {

  private QuantizerChecks() {}

  static double requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be finite and above 0, got " + value);
    }
    return value;
  }

  static double requireNotNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be finite and at least 0, got " + value);
    }
    return value;
  }

  static int requireWithin(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be " + least + " to " + most + ", got " + value);
    }
    return value;
  }
}
