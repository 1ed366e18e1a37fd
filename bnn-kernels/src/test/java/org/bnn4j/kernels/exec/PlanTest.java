package org.bnn4j.kernels.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.LayerValues;
import org.bnn4j.kernels.NaiveGraph;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.paths.KernelPaths;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fast and tracing sessions of every path against a graph's plain meaning. */
class PlanTest {
  private static final int ROWS = 7;
  private static final double ROUNDING = 1e-4;

  private final RandomModels models = new RandomModels(11);

  static List<String> paths() {
    return KernelPaths.available();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyOperation(String path) {
    check(models.everyOperation(), path);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void fusedProductsOfOddSizes(String path) {
    for (int hidden : new int[] {1, 31, 32, 33, 100, 513, 545, 1030}) {
      check(models.perceptron(45, hidden, 3), path);
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void floatsFromTheInputOn(String path) {
    check(models.floatPerceptron(19, 70, 4), path);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void oneBitsNodeReadByTwoProductsThatAreSummed(String path) {
    for (boolean asFloats : new boolean[] {false, true}) {
      GraphBuilder graph =
          GraphBuilder.input(EdgeKind.BYTE, 20)
              .then("first:product", models.binary(65, 20))
              .then("first", models.threshold(65, 500))
              .add("left", models.binary(40, 65), "first")
              .add("right", models.ternary(40, 65), "first");
      if (asFloats) {
        Channelwise halve = new Channelwise(List.of(new Term(Operation.MULTIPLY, 0.5f)));
        graph
            .add("left half", halve, "left")
            .add("right half", halve, "right")
            .add("sum", new Add(), "left half", "right half")
            .then("second", new Sign());
      } else {
        graph.add("sum", new Add(), "left", "right").then("second", models.threshold(40, 5));
      }
      check(graph.then("out", models.binary(3, 40)).build(), path);
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aProductReadByAThresholdAndByAnotherNodeStaysThere(String path) {
    Graph graph =
        GraphBuilder.input(EdgeKind.BYTE, 20)
            .then("product", models.ternary(33, 20))
            .add("bits", models.threshold(33, 300), "product")
            .add("floats", models.affine(33), "product")
            .add("a", models.floatDense(4, 33), "bits")
            .add("b", models.floatDense(4, 33), "floats")
            .add("out", new Add(), "a", "b")
            .build();
    check(graph, path);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aProductReadByTwoThresholds(String path) {
    Graph graph =
        GraphBuilder.input(EdgeKind.BYTE, 20)
            .then("product", models.binary(40, 20))
            .add("low", models.threshold(40, 100), "product")
            .add("high", models.threshold(40, 900), "product")
            .add("a", models.binary(4, 40), "low")
            .add("b", models.binary(4, 40), "high")
            .add("out", new Add(), "a", "b")
            .build();
    check(graph, path);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void channelsOfEveryPositionHaveTheirConstants(String path) {
    Graph graph =
        GraphBuilder.input(EdgeKind.BYTE, new Shape(2, 3, 5))
            .then("affine", models.affine(5))
            .then("tanh", new Channelwise(List.of(new Term(Operation.TANH))))
            .then("softmax", new Softmax())
            .build();
    check(graph, path);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void floatDenseReadsEveryKind(String path) {
    Graph graph =
        GraphBuilder.input(EdgeKind.BYTE, 20)
            .add("of bytes", models.floatDense(6, 20), "in")
            .add("product", models.binary(33, 20), "in")
            .add("of accumulators", models.floatDense(6, 33), "product")
            .add("bits", models.threshold(33, 500), "product")
            .add("of bits", models.floatDense(6, 33), "bits")
            .add("one", new Add(), "of bytes", "of accumulators")
            .add("two", new Add(), "one", "of bits")
            .add("of floats", models.floatDense(4, 6), "two")
            .build();
    check(graph, path);
  }

  private void check(Graph graph, String path) {
    int size = graph.input().size();
    BnnModel model = BnnModel.of(graph).onKernels(path);
    assertEquals(path, model.kernels());
    byte[] batch = models.bytes(ROWS * size);
    float[] floats = models.floats(ROWS * size);
    boolean bytes = graph.input().kind() == EdgeKind.BYTE;
    float[] fast = new float[ROWS * model.outputs()];
    float[] traced = new float[fast.length];
    try (BnnSession session = model.newSession(ROWS);
        BnnSession tracing = model.newTracingSession(ROWS)) {
      if (bytes) {
        session.run(batch, ROWS, fast);
        tracing.run(batch, ROWS, traced);
      } else {
        session.run(floats, ROWS, fast);
        tracing.run(floats, ROWS, traced);
      }
      assertArrayEquals(traced, fast, "tracing and fast session");
      for (int row = 0; row < ROWS; row++) {
        double[] example = new double[size];
        for (int i = 0; i < size; i++) {
          example[i] = bytes ? batch[row * size + i] & 0xFF : floats[row * size + i];
        }
        checkRow(graph, tracing, row, new NaiveGraph(graph, example));
      }
    }
  }

  private static void checkRow(Graph graph, BnnSession tracing, int row, NaiveGraph naive) {
    for (int node = 0; node < graph.nodes().size(); node++) {
      String name = graph.nodes().get(node).name();
      LayerValues actual = tracing.values(name);
      double[] expected = naive.values(name);
      assertEquals(graph.edge(node).kind(), actual.kind());
      assertEquals(expected.length, actual.width());
      for (int i = 0; i < expected.length; i++) {
        double allowed =
            actual.kind() == EdgeKind.FLOAT ? ROUNDING * Math.max(1, Math.abs(expected[i])) : 0;
        assertEquals(expected[i], actual.get(row, i), allowed, name + " " + row + " " + i);
      }
    }
  }
}
