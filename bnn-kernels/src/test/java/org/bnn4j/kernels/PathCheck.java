package org.bnn4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.paths.KernelPaths;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * Fast and tracing sessions of a path against a graph's plain meaning. Each node is compared with
 * what it means for what its inputs really put out: so integers and bits are equal, whatever the
 * rounding of floats before them.
 */
public final class PathCheck {
  private final Graph graph;
  private final BnnModel model;
  private final RandomModels random;
  private final int size;

  private PathCheck(Graph graph, String path, RandomModels random) {
    this.graph = graph;
    this.model = BnnModel.of(graph).onKernels(path);
    this.random = random;
    this.size = graph.input().size();
    assertEquals(path, model.kernels());
  }

  /** Compares every path there is, with 2 examples and then with 1. */
  public static void everyPath(Graph graph, RandomModels random) {
    for (String path : KernelPaths.available()) {
      onPath(graph, path, random, 2);
    }
  }

  /** Compares one path, with a batch and then with a smaller one: what is left must not count. */
  public static void onPath(Graph graph, String path, RandomModels random, int rows) {
    PathCheck check = new PathCheck(graph, path, random);
    try (BnnSession fast = check.model.newSession(rows);
        BnnSession tracing = check.model.newTracingSession(rows)) {
      check.run(fast, tracing, rows);
      if (rows > 1) {
        check.run(fast, tracing, rows / 2);
      }
    }
  }

  private void run(BnnSession fast, BnnSession tracing, int rows) {
    float[] batch = graph.input().kind() == EdgeKind.BYTE ? bytes(rows) : floats(rows);
    float[] scores = new float[rows * model.outputs()];
    float[] traced = new float[scores.length];
    fast.run(batch, rows, scores);
    tracing.run(batch, rows, traced);
    assertArrayEquals(traced, scores, () -> "fast and tracing session on " + model.kernels());
    for (int row = 0; row < rows; row++) {
      checkRow(tracing, batch, row);
    }
  }

  private float[] bytes(int rows) {
    byte[] bytes = random.bytes(rows * size);
    float[] floats = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      floats[i] = bytes[i] & 0xFF;
    }
    return floats;
  }

  /** Zeros of both signs among them: their sign is -1. */
  private float[] floats(int rows) {
    float[] floats = random.floats(rows * size);
    for (int i = 0; i < floats.length; i += 5) {
      floats[i] = i % 2 == 0 ? 0f : -0f;
    }
    return floats;
  }

  private void checkRow(BnnSession tracing, float[] batch, int row) {
    double[] example = new double[size];
    for (int i = 0; i < size; i++) {
      example[i] = batch[row * size + i];
    }
    List<double[]> actual = new ArrayList<>();
    for (int node = 0; node < graph.nodes().size(); node++) {
      LayerValues values = tracing.values(graph.nodes().get(node).name());
      assertEquals(graph.edge(node).kind(), values.kind());
      assertEquals(graph.edge(node).size(), values.width());
      double[] ofNode = new double[values.width()];
      for (int i = 0; i < ofNode.length; i++) {
        ofNode[i] = values.get(row, i);
      }
      actual.add(ofNode);
      double[] expected =
          node == 0 ? NaiveGraph.pixels(graph, example) : NaiveOps.evaluate(graph, node, actual);
      double[] allowed =
          node == 0 ? new double[size] : NaiveOps.allowed(graph, node, actual.subList(0, node));
      compare(node, row, expected, ofNode, allowed);
    }
  }

  private void compare(int node, int row, double[] expected, double[] actual, double[] allowed) {
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(expected[i] - actual[i]) <= allowed[i])) {
        throw new AssertionError(
            graph.nodes().get(node)
                + " on "
                + model.kernels()
                + ", row "
                + row
                + ", value "
                + i
                + " of "
                + graph.edge(node)
                + ": expected "
                + expected[i]
                + ", got "
                + actual[i]);
      }
    }
  }
}
