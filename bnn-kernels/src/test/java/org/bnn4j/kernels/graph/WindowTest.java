package org.bnn4j.kernels.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.function.Executable;

/** Where a window comes to lie, against counting it out; and what no window may be. */
class WindowTest {
  private static final Window THREE = Window.of(3, 3);

  private static void refused(String message, Executable window) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, window).getMessage());
  }

  @Property(tries = 2000, seed = "20260103", edgeCases = EdgeCasesMode.NONE)
  void everyPlaceCountedOut(
      @ForAll @IntRange(min = 1, max = 9) int extent,
      @ForAll @IntRange(min = 1, max = 6) int taps,
      @ForAll @IntRange(min = 1, max = 4) int stride,
      @ForAll @IntRange(min = 1, max = 4) int dilation,
      @ForAll @IntRange(min = 0, max = 12) int before,
      @ForAll @IntRange(min = 0, max = 12) int after) {
    Shape row = new Shape(1, extent, 2);
    Shape column = new Shape(extent, 1, 2);
    Window across =
        Window.of(1, taps).stride(1, stride).dilation(1, dilation).padding(0, 0, before, after);
    Window down =
        Window.of(taps, 1).stride(stride, 1).dilation(dilation, 1).padding(before, after, 0, 0);
    int places = 0;
    for (int first = -before;
        first + (taps - 1) * dilation < extent + after;
        first += stride, places++) {
      int inside = 0;
      int firstInside = 0;
      for (int tap = 0; tap < taps; tap++) {
        int at = first + tap * dilation;
        inside += at >= 0 && at < extent ? 1 : 0;
        firstInside += at < 0 ? 1 : 0;
        assertEquals(at, across.inputColumn(places, tap));
        assertEquals(at, down.inputRow(places, tap));
      }
      assertEquals(inside, across.columns(places, row));
      assertEquals(inside, down.rows(places, column));
      assertEquals(firstInside, across.firstColumn(places));
      assertEquals(firstInside, down.firstRow(places));
    }
    if (places == 0) {
      refused(across + " does not fit into " + row, () -> across.slideOver(row, 5));
      refused(down + " does not fit into " + column, () -> down.slideOver(column, 5));
    } else {
      assertEquals(new Shape(1, places, 5), across.slideOver(row, 5));
      assertEquals(new Shape(places, 1, 5), down.slideOver(column, 5));
      assertEquals(new Shape(1, before + extent + after, 2), across.padded(row));
    }
  }

  @Example
  void everySettingHasItsRange() {
    refused("a window's height is 1 to 32768, not 0", () -> Window.of(0, 1));
    refused("a window's width is 1 to 32768, not 32769", () -> Window.of(1, Window.MAX + 1));
    refused("a window's vertical stride is 1 to 32768, not 0", () -> THREE.stride(0, 1));
    refused("a window's horizontal stride is 1 to 32768, not -1", () -> THREE.stride(1, -1));
    refused("a window's vertical dilation is 1 to 32768, not 0", () -> THREE.dilation(0, 1));
    refused(
        "a window's horizontal dilation is 1 to 32768, not 2147483647",
        () -> THREE.dilation(1, Integer.MAX_VALUE));
    refused("a window's padding above is 0 to 32768, not -1", () -> THREE.padding(-1, 0, 0, 0));
    refused(
        "a window's padding below is 0 to 32768, not 32769",
        () -> THREE.padding(0, Window.MAX + 1, 0, 0));
    refused(
        "a window's padding on the left is 0 to 32768, not -2147483648",
        () -> THREE.padding(0, 0, Integer.MIN_VALUE, 0));
    refused(
        "a window's padding on the right is 0 to 32768, not -1", () -> THREE.padding(0, 0, 0, -1));
    int most = Window.MAX;
    new Window(most, most, most, most, most, most, most, most, most, most);
  }

  @Example
  void theLargestWindowsDoNotOverflow() {
    int most = Window.MAX;
    Window far = Window.of(most, most).dilation(most, most);
    refused(far + " does not fit into 3x3x1", () -> far.slideOver(new Shape(3, 3, 1), 1));
    Window padded = Window.of(1, 1).padding(most, most, most, most);
    refused(
        "a shape holds at most 67108864 values, not 65537x65537x1",
        () -> padded.slideOver(new Shape(1, 1, 1), 1));
  }

  @Example
  void saysWhatItIs() {
    assertEquals("3x3", THREE.toString());
    assertEquals("3x2 by 2", Window.of(3, 2).stride(2, 2).toString());
    assertEquals(
        "1x5 by 2,1 dilated 1,3 padded 1-0,2-2",
        Window.of(1, 5).stride(2, 1).dilation(1, 3).padding(1, 0, 2, 2).toString());
    assertEquals("3x3 padded 1,2", THREE.padding(1, 1, 2, 2).toString());
    assertFalse(THREE.isPadded());
    assertTrue(THREE.padding(0, 0, 0, 1).isPadded());
  }
}
