package org.bnn4j.kernels.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  /** Parses a text that lies in a longer array, whose rest must not count. */
  private static float parse(String text) {
    byte[] bytes = ("8" + text + "9").getBytes(StandardCharsets.UTF_8);
    return Decimal.parse(bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "7",
        "+7",
        "-12.5",
        "255",
        "5.",
        ".5",
        "-.5",
        "0.1",
        "16777216",
        "16777217",
        "16777219",
        "0.0000000001",
        "0.00000000001",
        "123456.7890",
        "1e3",
        "1.5E-3",
        "3.4e38",
        "1e-46",
        "9999999999999999999",
        "0.30000001192092896",
        "00000000000000000000001.5"
      })
  void readsAsJavaDoes(String text) {
    assertEquals(Float.parseFloat(text), parse(text), text);
  }

  @Test
  void randomDecimalsAreRoundedAsJavaRoundsThem() {
    Random random = new Random(6);
    for (int i = 0; i < 100_000; i++) {
      double value = random.nextGaussian() * Math.pow(10, random.nextInt(8));
      String text = String.format(Locale.ROOT, "%." + random.nextInt(12) + "f", value);
      assertEquals(Float.parseFloat(text), parse(text), text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", "+", ".", "-.", "e5", "1e", "1-2", "1.2.3", "0x10", "1f", "1d", "1_0", "abc",
        "1 2", "--1", "n", "infinit"
      })
  void refusesWhatIsNoNumber(String text) {
    assertTrue(Float.isNaN(parse(text)), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "-NaN", "inf", "Infinity", "-inf", "1e39", "-1e39"})
  void tellsNumbersThatAreNotFinite(String text) {
    assertTrue(Float.isInfinite(parse(text)), text);
  }
}
