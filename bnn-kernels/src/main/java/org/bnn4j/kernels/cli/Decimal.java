package org.bnn4j.kernels.cli;

import java.nio.charset.StandardCharsets;

/** Reads decimal numbers, short ones without making a string, all rounded once and correctly. */
final class Decimal {
  /** Every integer up to this is a float, and so is every power of ten up to the tenth. */
  private static final int EXACT = 1 << 24;

  private static final float[] POWERS_OF_TEN = {
    1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f
  };

  private Decimal() {}

  /**
   * The float nearest to the number that the first {@code length} bytes spell; infinite if they
   * spell one beyond the largest float, or the word for infinity or for "not a number"; NaN if they
   * spell no number at all.
   */
  static float parse(byte[] text, int length) {
    int at = length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    int mantissa = 0;
    int point = -1;
    int digits = 0;
    for (int i = at; i < length; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        mantissa = 10 * mantissa + digit;
        digits++;
        if (mantissa > EXACT) {
          return slow(text, length);
        }
      } else if (text[i] == '.' && point < 0) {
        point = digits;
      } else {
        return slow(text, length);
      }
    }
    int decimals = point < 0 ? 0 : digits - point;
    if (digits == 0 || decimals >= POWERS_OF_TEN.length) {
      return slow(text, length);
    }
    // Both are exact, so the quotient is rounded once.
    float value = mantissa / POWERS_OF_TEN[decimals];
    return text[0] == '-' ? -value : value;
  }

  private static float slow(byte[] text, int length) {
    for (int i = 0; i < length; i++) {
      if ("0123456789+-.eE".indexOf(text[i]) < 0) {
        return isNonFiniteWord(text, length) ? Float.POSITIVE_INFINITY : Float.NaN;
      }
    }
    try {
      return Float.parseFloat(string(text, 0, length));
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }

  private static boolean isNonFiniteWord(byte[] text, int length) {
    int start = text[0] == '-' || text[0] == '+' ? 1 : 0;
    String word = string(text, start, length - start);
    return word.equalsIgnoreCase("nan")
        || word.equalsIgnoreCase("inf")
        || word.equalsIgnoreCase("infinity");
  }

  private static String string(byte[] text, int start, int length) {
    return new String(text, start, length, StandardCharsets.ISO_8859_1);
  }
}
