package org.bnn4j.kernels.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.ConvModels;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.PathCheck;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Concat;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.paths.KernelPaths;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What only moves values: where each of them comes to lie. */
class MapMovesTest {
  private static final Channelwise AS_FLOATS = new Channelwise(List.of());
  private static final InputMap PLAIN = InputMap.PLAIN;

  static List<String> paths() {
    return KernelPaths.available();
  }

  static List<Arguments> pathsAndChannels() {
    List<Arguments> all = new ArrayList<>();
    for (String path : KernelPaths.available()) {
      for (int channels : new int[] {1, 3, 31, 32, 33, 65, 128}) {
        all.add(Arguments.of(path, channels));
      }
    }
    return all;
  }

  private static float[] run(String path, Graph graph, float... input) {
    float[] answer = new float[graph.output().size()];
    try (BnnSession session = BnnModel.of(graph).onKernels(path).newSession(1)) {
      session.run(input, 1, answer);
    }
    return answer;
  }

  /** Number (y, x, c) of a 2x2x3 map is 100 y + 10 x + c. */
  private static final float[] PIXELS = {0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112};

  private static final float[] PLANES = {0, 10, 100, 110, 1, 11, 101, 111, 2, 12, 102, 112};

  private static GraphBuilder input(boolean planes) {
    return GraphBuilder.input(new Input(new Edge(EdgeKind.BYTE, new Shape(2, 2, 3)), planes));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void flattenHasPixelsOrPlanes(String path) {
    Graph pixels = input(false).then("flat", new Flatten(false)).then("out", AS_FLOATS).build();
    assertArrayEquals(PIXELS, run(path, pixels, PIXELS));
    Graph planes = input(false).then("flat", new Flatten(true)).then("out", AS_FLOATS).build();
    assertArrayEquals(PLANES, run(path, planes, PIXELS));
    assertEquals("12 float", planes.output().toString());
  }

  @ParameterizedTest
  @MethodSource("paths")
  void anInputOfPlanesBecomesPixels(String path) {
    Graph graph = input(true).then("out", AS_FLOATS).build();
    assertArrayEquals(PIXELS, run(path, graph, PLANES));
    BnnModel model = BnnModel.of(graph).onKernels(path);
    byte[] bytes = new byte[2 * PLANES.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (PLANES[i % PLANES.length] + i / PLANES.length);
    }
    try (BnnSession session = model.newTracingSession(2)) {
      session.run(bytes, 2, new float[bytes.length]);
      for (int i = 0; i < PIXELS.length; i++) {
        assertEquals(PIXELS[i], session.values("in").get(0, i));
        assertEquals(PIXELS[i] + 1, session.values("in").get(1, i));
      }
      float[] wrong = PLANES.clone();
      wrong[7] = 0.5f;
      Exception e = assertThrows(IllegalArgumentException.class, () -> session.classify(wrong));
      assertEquals("this model takes bytes, and value 7 of row 0 is 0.5", e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void padAndConcat(String path) {
    Graph pad =
        GraphBuilder.input(EdgeKind.BYTE, new Shape(1, 2, 2))
            .then("pad", new Pad(1, 0, 0, 1))
            .then("out", AS_FLOATS)
            .build();
    assertArrayEquals(
        new float[] {0, 0, 0, 0, 0, 0, 1, 2, 3, 255, 0, 0}, run(path, pad, 1, 2, 3, 255));
    Graph concat =
        GraphBuilder.input(EdgeKind.FLOAT, new Shape(1, 2, 2))
            .add("twice", new Concat(), "in", "in")
            .add("out", new Concat(), "in", "twice")
            .build();
    assertArrayEquals(
        new float[] {1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4}, run(path, concat, 1, 2, 3, 4));
  }

  @ParameterizedTest
  @MethodSource("pathsAndChannels")
  void everyKindOfValue(String path, int channels) {
    ConvModels models = new ConvModels(channels);
    for (Shape shape : List.of(new Shape(3, 2, channels), Shape.vector(channels))) {
      for (boolean planes : new boolean[] {false, true}) {
        for (EdgeKind kind : EdgeKind.values()) {
          Graph graph =
              of(kind, shape, planes, models)
                  .add("other", models.depthwise(Window.of(1, 1), channels, true, PLAIN), "x")
                  .add("others", new Concat(), "other", "other")
                  .add("other:flat", new Flatten(!planes), "others")
                  .add("three", new Concat(), "x", "x", "x")
                  .add("flat", new Flatten(planes), "three")
                  .add("again", new Flatten(!planes), "flat")
                  .add("a", models.random().floatDense(3, 2 * shape.size()), "other:flat")
                  .add("b", models.random().floatDense(3, 3 * shape.size()), "again")
                  .add("out", new Concat(), "a", "b")
                  .build();
          PathCheck.onPath(graph, path, models.random(), 3);
        }
      }
    }
  }

  /** A node {@code x} of some kind, padded where it can be. */
  private static GraphBuilder of(EdgeKind kind, Shape shape, boolean planes, ConvModels models) {
    EdgeKind input = kind == EdgeKind.BYTE ? EdgeKind.BYTE : EdgeKind.FLOAT;
    GraphBuilder graph = GraphBuilder.input(new Input(new Edge(input, shape), planes));
    if (kind == EdgeKind.BITS) {
      return graph.then("x", new Sign());
    } else if (kind == EdgeKind.ACCUMULATOR) {
      graph
          .then("sign", new Sign())
          .then("sums", models.depthwise(Window.of(1, 1), shape.channels(), false, PLAIN));
    }
    return graph.then("x", new Pad(0, 0, 0, 0));
  }
}
