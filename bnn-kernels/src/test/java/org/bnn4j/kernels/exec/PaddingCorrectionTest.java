package org.bnn4j.kernels.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.paths.KernelPaths;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums at the border of a map, worked out by hand. */
class PaddingCorrectionTest {
  private static final Window THREE = Window.of(3, 3).padding(1, 1, 1, 1);

  static List<String> paths() {
    return KernelPaths.available();
  }

  /** All weights +1 but the first tap's, which is -1. */
  private static PackedWeights weights(int taps) {
    int[] weights = new int[taps];
    Arrays.fill(weights, 1);
    weights[0] = -1;
    return RandomModels.binaryWeights(1, taps, weights);
  }

  private static float[] run(String path, Graph graph, float... input) {
    float[] sums = new float[graph.output().size()];
    try (BnnSession session = BnnModel.of(graph).onKernels(path).newSession(1)) {
      session.run(input, 1, sums);
    }
    return sums;
  }

  private static Graph ofBits(int height, int width, Window window, InputMap map) {
    return GraphBuilder.input(EdgeKind.FLOAT, new Shape(height, width, 1))
        .then("sign", new Sign())
        .then("conv", new PackedConv(window, weights(window.taps()), map))
        .build();
  }

  private static Graph ofBytes(int height, int width, Window window, InputMap map) {
    return GraphBuilder.input(EdgeKind.BYTE, new Shape(height, width, 1))
        .then("conv", new PackedConv(window, weights(window.taps()), map))
        .build();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aPaddingOf0IsNoNumberAmongBitsAndStillExact(String path) {
    Graph graph = ofBits(2, 2, THREE, InputMap.PLAIN);
    // The tap of -1 meets the map in the last window only.
    assertArrayEquals(new float[] {4, 4, 4, 2}, run(path, graph, 1, 1, 1, 1));
    assertArrayEquals(new float[] {2, 2, 2, 4}, run(path, graph, -1, 1, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aPaddingOf1OrMinus1IsLikeAnyBit(String path) {
    Graph ones = ofBits(2, 2, THREE, InputMap.padded(1));
    assertArrayEquals(new float[] {7, 7, 7, 7}, run(path, ones, 1, 1, 1, 1));
    Graph minus = ofBits(2, 2, THREE, InputMap.padded(-1));
    // 4 of the map, 5 of padding, of which one under the tap of -1 but in the last window.
    assertArrayEquals(new float[] {1, 1, 1, -3}, run(path, minus, 1, 1, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aKernelLargerThanTheMap(String path) {
    Window five = Window.of(5, 5).padding(2, 2, 2, 2);
    assertArrayEquals(new float[] {1}, run(path, ofBits(1, 1, five, InputMap.PLAIN), 1));
    assertArrayEquals(new float[] {23}, run(path, ofBits(1, 1, five, InputMap.padded(1)), 1));
    assertArrayEquals(new float[] {-21}, run(path, ofBits(1, 1, five, InputMap.padded(-1)), 1));
    InputMap map = new InputMap(2, 255, 0);
    assertArrayEquals(new float[] {145}, run(path, ofBytes(1, 1, five, map), 200));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void windowsOfNothingButPadding(String path) {
    Window far = Window.of(2, 1).padding(3, 2, 0, 0);
    // Rows -3 and -2, ..., 1 and 2 of a map of one row.
    assertArrayEquals(
        new float[] {0, 0, 1, -1, 0}, run(path, ofBits(1, 1, far, InputMap.PLAIN), 1));
    assertArrayEquals(
        new float[] {0, 0, -2, 2, 0}, run(path, ofBits(1, 1, far, InputMap.padded(1)), -1));
    InputMap map = new InputMap(1, 0, 7);
    assertArrayEquals(new float[] {0, 0, 13, -13, 0}, run(path, ofBytes(1, 1, far, map), 20));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void scaledBytesAreExactOutToTheEnds(String path) {
    InputMap map = new InputMap(2, 255, 0);
    Graph graph = ofBytes(1, 3, Window.of(1, 3).padding(0, 0, 1, 1), map);
    // Pixels of -255, 145 and 255.
    assertArrayEquals(new float[] {-110, 655, 110}, run(path, graph, 0, 200, 255));
    Graph other = ofBytes(1, 3, Window.of(1, 3).padding(0, 0, 1, 1), new InputMap(1, -3, -4));
    // Pixels of 3, 203 and 258.
    assertArrayEquals(new float[] {210, 458, 51}, run(path, other, 0, 200, 255));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void theLargestNumbersThatAMapTakes(String path) {
    int most = InputMap.MAX;
    Graph graph =
        ofBytes(1, 1, Window.of(1, 2).padding(0, 0, 1, 1), new InputMap(most, most, most));
    // -padding + 254 * 2^16, then -254 * 2^16 + padding.
    assertArrayEquals(new float[] {253f * most, -253f * most}, run(path, graph, 255));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void depthwiseHasItsPaddingForEveryKind(String path) {
    Window pair = Window.of(1, 2).padding(0, 0, 1, 0);
    Graph bytes =
        GraphBuilder.input(EdgeKind.BYTE, new Shape(1, 2, 1))
            .then("conv", new PackedDepthwise(pair, weights(2), new InputMap(2, 255, 9)))
            .build();
    assertArrayEquals(new float[] {-264, 400}, run(path, bytes, 0, 200));
    Graph floats =
        GraphBuilder.input(EdgeKind.FLOAT, new Shape(1, 2, 1))
            .then("conv", new PackedDepthwise(pair, weights(2), InputMap.padded(1)))
            .build();
    assertArrayEquals(new float[] {-0.5f, 1.5f}, run(path, floats, 0.5f, 2));
    assertEquals(EdgeKind.FLOAT, floats.output().kind());
  }
}
