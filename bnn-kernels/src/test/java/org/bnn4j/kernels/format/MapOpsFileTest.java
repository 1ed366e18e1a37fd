package org.bnn4j.kernels.format;

import static org.bnn4j.kernels.format.HandMadeFile.octet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.types.BnnFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations 9 to 16, number by number as in the document: each number has its own meaning. */
class MapOpsFileTest {
  /** Every setting has another value. */
  private static final Window WINDOW = new Window(2, 3, 5, 4, 1, 2, 7, 8, 6, 9);

  private static final Object[] WINDOW_NUMBERS = {2, 3, 5, 4, 1, 2, 7, 8, 6, 9};

  /** A file whose first node puts out 4 x 5 x 2 floats or bytes of planes. */
  private static HandMadeFile input(int kind) {
    return HandMadeFile.begin().section("NODE", "in", 0, octet(9), octet(kind), 4, 5, 2);
  }

  private static Object[] node(int op, Object... constants) {
    Object[] parts = new Object[4 + constants.length];
    parts[0] = "x";
    parts[1] = 1;
    parts[2] = 0;
    parts[3] = octet(op);
    System.arraycopy(constants, 0, parts, 4, constants.length);
    return parts;
  }

  private static Object[] with(Object[] first, Object... then) {
    Object[] all = new Object[first.length + then.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(then, 0, all, first.length, then.length);
    return all;
  }

  /** Reads a file of an input and one more node; checks that it is written as it was. */
  private static Op read(int kind, Object... node) throws IOException {
    HandMadeFile file = input(kind).section("NODE", node).section("END!", 2);
    Graph graph = file.read();
    assertArrayEquals(file.toByteArray(), ModelFileTest.write(graph));
    return graph.nodes().get(1).op();
  }

  private static void refused(String message, Object... node) {
    HandMadeFile file = input(2).section("NODE", node).section("END!", 2);
    Exception e = assertThrows(BnnFormatException.class, file::read);
    assertEquals(message, e.getMessage());
  }

  @Test
  void inputOfPlanes() throws IOException {
    Graph graph = input(4).section("END!", 1).read();
    Input input = (Input) graph.nodes().get(0).op();
    assertEquals(true, input.channelsFirst());
    assertEquals("4x5x2 float", input.edge().toString());
    assertArrayEquals(input(4).section("END!", 1).toByteArray(), ModelFileTest.write(graph));
  }

  @Test
  void packedConv() throws IOException {
    // 2 outputs of 2 x 3 taps of 2 channels.
    Object[] binary = {octet(1), 2, 12, 2, 0xF0F, 0x333};
    Object[] node = node(10, with(WINDOW_NUMBERS, with(binary, 2, 255, -7)));
    PackedConv conv = (PackedConv) read(2, node);
    assertEquals(WINDOW, conv.window());
    assertEquals(new InputMap(2, 255, -7), conv.input());
    assertEquals(1, conv.weights().weight(0, 3));
    assertEquals(-1, conv.weights().weight(0, 4));
    assertEquals(-1, conv.weights().weight(1, 2));
    Object[] ternary = {octet(2), 1, 12, 1, 0x00F, 1, 0x0FF};
    PackedConv three = (PackedConv) read(4, node(10, with(WINDOW_NUMBERS, with(ternary, 1, 0, 1))));
    assertEquals(1, three.weights().weight(0, 3));
    assertEquals(-1, three.weights().weight(0, 4));
    assertEquals(0, three.weights().weight(0, 8));
    assertEquals(InputMap.padded(1), three.input());
  }

  @Test
  void packedDepthwise() throws IOException {
    Object[] binary = {octet(1), 4, 6, 4, 1, 2, 4, 32};
    Object[] node = node(11, with(WINDOW_NUMBERS, with(binary, 3, -4, 5)));
    PackedDepthwise conv = (PackedDepthwise) read(2, node);
    assertEquals(WINDOW, conv.window());
    assertEquals(new InputMap(3, -4, 5), conv.input());
    assertEquals(1, conv.weights().weight(3, 5));
    assertEquals(-1, conv.weights().weight(3, 4));
  }

  @Test
  void floatConv() throws IOException {
    Object[] window = {1, 1, 5, 4, 1, 2, 7, 8, 6, 9};
    FloatConv conv = (FloatConv) read(4, node(12, with(window, 3, 2, 6, 0f, 1f, 2f, 3f, 4f, 5f)));
    assertEquals(new Window(1, 1, 5, 4, 1, 2, 7, 8, 6, 9), conv.window());
    assertEquals(5f, conv.weights().get(2, 1));
    assertEquals(1f, conv.weights().get(1, 0));
  }

  @ParameterizedTest
  @CsvSource({"1, MAX", "2, SUM", "3, MEAN"})
  void pool(int code, Pool.Kind kind) throws IOException {
    Object[] window = {2, 3, 5, 4, 1, 2, 1, 0, 0, 2};
    Pool pool = (Pool) read(4, node(13, with(new Object[] {octet(code)}, window)));
    assertEquals(new Pool(kind, new Window(2, 3, 5, 4, 1, 2, 1, 0, 0, 2)), pool);
  }

  @Test
  void pad() throws IOException {
    assertEquals(new Pad(1, 2, 3, 4), read(4, node(14, 1, 2, 3, 4)));
  }

  @Test
  void flatten() throws IOException {
    assertEquals(new Flatten(false), read(4, node(15, octet(0))));
    assertEquals(new Flatten(true), read(4, node(15, octet(1))));
  }

  @Test
  void concat() throws IOException {
    HandMadeFile file = input(4).section("NODE", "x", 3, 0, 0, 0, octet(16)).section("END!", 2);
    assertArrayEquals(file.toByteArray(), ModelFileTest.write(file.read()));
    assertEquals("4x5x6 float", file.read().output().toString());
  }

  @Test
  void numbersOutOfRange() {
    refused(
        "section NODE: kind of pooling 4 is unknown to this version (at byte 71)",
        node(13, octet(4)));
    refused(
        "section NODE: kind of pooling 0 is unknown to this version (at byte 71)",
        node(13, octet(0)));
    refused("section NODE: a flag of 2 (at byte 71)", node(15, octet(2)));
    refused("section NODE: operation 17 is unknown to this version (at byte 70)", node(17));
    refused(
        "section NODE 'x': paddings are not negative: 0-0,0--1 (at byte 69)",
        node(14, 0, 0, 0, -1));
    refused(
        "section NODE 'x': a window's height is 1 to 32768, not 0 (at byte 69)",
        node(13, octet(1), 0, 1, 1, 1, 1, 1, 0, 0, 0, 0));
    Object[] weights = {octet(1), 1, 12, 1, 0};
    refused(
        "section NODE 'x': inputs times 1 less 0, padded with -2147483648: "
            + "the scale is at least 1, and none is above 65536 (at byte 69)",
        node(10, with(WINDOW_NUMBERS, with(weights, 1, 0, Integer.MIN_VALUE))));
    refused(
        "section NODE: 1 x a number do not fit into the 0 bytes left (at byte 82)",
        node(14, 1, 2, 3));
    refused(
        "section NODE: weights of 3 bits (at byte 119)",
        node(11, with(WINDOW_NUMBERS, octet(3), 1, 1)));
  }

  @Test
  void graphsThatDoNotFit() {
    refused(
        "node 1 'x': 5x1 does not fit into 4x5x2 (at byte 131)",
        node(13, octet(1), 5, 1, 1, 1, 1, 1, 0, 0, 0, 0));
    refused(
        "a model puts out floats or accumulators, not 40 byte (at byte 91)", node(15, octet(1)));
    // 32 times the largest vector, in a few bytes.
    HandMadeFile widest =
        HandMadeFile.begin().section("NODE", "in", 0, octet(1), octet(4), 1, 1, 1 << 26);
    Object[] parts = new Object[35];
    Arrays.fill(parts, 0);
    parts[0] = "x";
    parts[1] = 32;
    parts[34] = octet(16);
    HandMadeFile file = widest.section("NODE", parts).section("END!", 2);
    Exception e = assertThrows(BnnFormatException.class, file::read);
    assertEquals(
        "node 1 'x': concat puts out at most 67108864 channels, not 2147483648 (at byte 214)",
        e.getMessage());
  }

  @Test
  void aWindowIsCheckedInNoTime() {
    HandMadeFile file =
        HandMadeFile.begin()
            .section("NODE", "in", 0, octet(1), octet(4), 1 << 21, 1, 1)
            .section("NODE", node(13, octet(1), 1 << 15, 1, 1, 1, 1, 1, 0, 0, 0, 0))
            .section("NODE", "y", 1, 1, octet(13), octet(2), 1 << 15, 1, 1, 1, 1, 1, 0, 0, 0, 0)
            .section("END!", 3);
    assertTimeoutPreemptively(Duration.ofMinutes(5), file::load);
  }
}
