package org.bnn4j.layers.internal.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ticks of axes. */
class ScaleTest {

  private static String labels(Scale scale) {
    List<String> labels = scale.ticks().stream().map(Scale.Tick::label).toList();
    return String.join(" ", labels);
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,0.0 0.2 0.4 0.6 0.8 1.0",
    "0,2,0.0 0.5 1.0 1.5 2.0",
    "-3,3,-2 0 2",
    "36.2,37.9,36.5 37.0 37.5",
    "0,0.004,0.000 0.001 0.002 0.003 0.004",
    "-120,380,-100 0 100 200 300",
    "0,90,0 20 40 60 80",
    "0,1e6,0 2e+05 4e+05 6e+05 8e+05 1e+06"
  })
  void roundNumbers(double from, double to, String expected) {
    assertEquals(expected, labels(Scale.linear(from, to, 0, 100)));
  }

  @Test
  void powersOfTen() {
    assertEquals("1 10 100 1000", labels(Scale.logarithmic(3, 600, 0, 100)));
    assertEquals("0.1 1", labels(Scale.logarithmic(0.2, 0.9, 0, 100)));
  }

  @Test
  void places() {
    Scale up = Scale.linear(-1, 1, 200, 100);
    assertEquals(150, up.at(0));
    assertEquals(100, up.at(1));
    assertEquals(50, Scale.logarithmic(1, 100, 0, 100).at(10), 1e-9);
    assertEquals(50, Scale.linear(7, 7, 0, 100).at(7), "no extent");
  }
}
