package org.bnn4j.kernels.input;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Reads decimal numbers, those that pixels are without making a string. */
public final class Decimal {
  /** No number of as many digits overflows an integer. */
  private static final int MAX_DIGITS = 9;

  private Decimal() {}

  /**
   * The float nearest to the number that the bytes from {@code from} up to {@code to} spell;
   * infinite if they spell one beyond the largest float, or the word for infinity or for "not a
   * number"; NaN if they spell no number at all.
   */
  public static float parse(byte[] text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9 || i - from == MAX_DIGITS) {
        return parse(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
      }
      value = 10 * value + digit;
    }
    return from == to ? Float.NaN : value;
  }

  private static float parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      // Java would read 1f, 0x1p3 and a few more that nobody else does.
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        return isNonFiniteWord(text) ? Float.POSITIVE_INFINITY : Float.NaN;
      }
    }
    try {
      return Float.parseFloat(text);
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }

  private static boolean isNonFiniteWord(String text) {
    String word = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    return List.of("nan", "inf", "infinity").contains(word.toLowerCase(Locale.ROOT));
  }
}
