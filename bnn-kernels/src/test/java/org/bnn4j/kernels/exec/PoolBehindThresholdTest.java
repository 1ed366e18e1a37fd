package org.bnn4j.kernels.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.ConvModels;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.PathCheck;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.paths.KernelPaths;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A threshold behind a max-pool moves in front of it; nothing else does. */
class PoolBehindThresholdTest {
  private static final Window TWO = Window.of(2, 2).stride(2, 2);
  private static final Pool MAX = new Pool(Pool.Kind.MAX, TWO);

  private final ConvModels models = new ConvModels(31);

  private GraphBuilder product(int outputs) {
    Window window = Window.of(3, 3).padding(1, 1, 1, 1);
    return GraphBuilder.input(EdgeKind.BYTE, new Shape(4, 4, 3))
        .then("product", models.conv(window, 3, outputs, false, ConvModels.SCALED));
  }

  private Graph withDense(GraphBuilder graph, int inputs) {
    return graph
        .then("flat", new Flatten(false))
        .then("out", models.random().binary(3, inputs))
        .build();
  }

  /** Nodes as their operations and the numbers of what they read. */
  private static List<String> text(Graph graph) {
    return graph.nodes().stream().map(node -> node.op() + " of " + node.inputs()).toList();
  }

  @Test
  void theThresholdMovesAndItsFlipsStay() {
    Threshold threshold = models.random().threshold(33, 500);
    Graph graph = withDense(product(33).then("pool", MAX).then("bits", threshold), 4 * 33);
    Graph reordered = PoolBehindThreshold.reorder(graph);
    assertEquals(
        List.of(
            "input of pixels of []",
            "binary conv 3x3 padded 1 on 2x-255 33 x 27 of [0]",
            "threshold of [1]",
            "max pool 2x2 by 2 of [2]",
            "threshold of [3]",
            "flatten of [4]",
            "binary dense 3 x 132 of [5]"),
        text(reordered));
    Threshold moved = (Threshold) reordered.nodes().get(2).op();
    assertArrayEquals(threshold.thresholds(), moved.thresholds());
    assertArrayEquals(new int[2], moved.flips());
    Threshold left = (Threshold) reordered.nodes().get(4).op();
    assertArrayEquals(new int[33], left.thresholds());
    assertArrayEquals(threshold.flips(), left.flips());
    assertEquals("4x4x33 bits", reordered.edge(2).toString());
    assertEquals("2x2x33 bits", reordered.edge(3).toString());
    PathCheck.everyPath(graph, models.random());
  }

  @Test
  void theMovedThresholdIsFusedWithItsProduct() {
    Graph graph = models.binaryNet(8, 8, 32, 3);
    for (String path : KernelPaths.available()) {
      if (!path.equals("reference")) {
        assertEquals(
            List.of(
                "ConvStep",
                "BitPoolStep",
                "BitMapStep",
                "ConvStep",
                "BitPoolStep",
                "BitMapStep",
                "DenseStep",
                "ChannelwiseStep"),
            RunnerParts.steps(graph, path));
      }
    }
    assertEquals(
        List.of("ReferenceConvStep", "IntPoolStep", "ThresholdStep"),
        RunnerParts.steps(graph, "reference").subList(0, 3));
    PathCheck.everyPath(graph, models.random());
  }

  /** An example's largest sum is a constant's, a small or a large one; padding takes no part. */
  @ParameterizedTest
  @ValueSource(ints = {-Threshold.NEVER, -9, -1, 0, 1, 9, 20, Threshold.NEVER})
  void everyThresholdTurnedAndNot(int threshold) {
    for (int flip = 0; flip <= 1; flip++) {
      int[] limits = new int[35];
      Arrays.fill(limits, threshold);
      int[] flips = {-flip, -flip & 7};
      Window window = Window.of(3, 2).padding(2, 1, 1, 0).stride(2, 1);
      Graph graph =
          withDense(
              product(35)
                  .then("bits of product", models.random().threshold(35, 300))
                  .then("second", models.conv(Window.of(2, 1), 35, 35, true, InputMap.PLAIN))
                  .then("pool", new Pool(Pool.Kind.MAX, window))
                  .then("bits", new Threshold(limits, flips)),
              35 * 8);
      assertEquals("threshold of [3]", text(PoolBehindThreshold.reorder(graph)).get(4));
      PathCheck.everyPath(graph, models.random());
    }
  }

  @Test
  void aPoolWithTwoReadersIsLeftAlone() {
    Graph graph =
        product(5)
            .then("pool", MAX)
            .add("low", models.random().threshold(5, 100), "pool")
            .add("high", models.random().threshold(5, 900), "pool")
            .add("sum", new Add(), "low", "high")
            .build();
    assertSame(graph, PoolBehindThreshold.reorder(graph));
    PathCheck.everyPath(graph, models.random());
    Graph same =
        product(5)
            .then("pool", MAX)
            .add("bits", models.random().threshold(5, 100), "pool")
            .add("sum", new Add(), "bits", "pool")
            .build();
    assertSame(same, PoolBehindThreshold.reorder(same));
    PathCheck.everyPath(same, models.random());
  }

  @Test
  void aPoolOfBitsAndASumAreLeftAlone() {
    Graph bits =
        withDense(
            product(5)
                .then("bits", models.random().threshold(5, 100))
                .then("pool", MAX)
                .then("turned", models.random().threshold(5, 1)),
            20);
    assertSame(bits, PoolBehindThreshold.reorder(bits));
    Graph sum =
        withDense(
            product(5)
                .then("pool", new Pool(Pool.Kind.SUM, TWO))
                .then("bits", models.random().threshold(5, 100)),
            20);
    assertSame(sum, PoolBehindThreshold.reorder(sum));
    PathCheck.everyPath(bits, models.random());
    PathCheck.everyPath(sum, models.random());
  }

  @Test
  void aProductThatAnotherNodeReadsTooStaysInMemory() {
    Graph graph =
        product(5)
            .add("pool", MAX, "product")
            .add("bits", models.random().threshold(5, 300), "pool")
            .add("other", new Pool(Pool.Kind.SUM, TWO), "product")
            .add("out", new Add(), "bits", "other")
            .build();
    assertEquals("threshold of [1]", text(PoolBehindThreshold.reorder(graph)).get(2));
    PathCheck.everyPath(graph, models.random());
  }

  @Test
  void twoPoolsInARowAndBranchesKeepTheirInputs() {
    Graph graph =
        product(5)
            .add("a", MAX, "product")
            .add("b", MAX, "a")
            .add("c", models.random().threshold(5, 300), "b")
            .add("d", MAX, "product")
            .add("e", models.random().threshold(5, 300), "d")
            .add("f", new Pool(Pool.Kind.MAX, TWO), "e")
            .add("out", new Add(), "c", "f")
            .build();
    assertEquals(
        List.of(
            "max pool 2x2 by 2 of [1]",
            "threshold of [2]",
            "max pool 2x2 by 2 of [3]",
            "threshold of [4]",
            "threshold of [1]",
            "max pool 2x2 by 2 of [6]",
            "threshold of [7]",
            "max pool 2x2 by 2 of [8]",
            "add of [5, 9]"),
        text(PoolBehindThreshold.reorder(graph)).subList(2, 11));
    PathCheck.everyPath(graph, models.random());
  }

  @Test
  void aNameThatIsTakenIsNoObstacle() {
    Graph graph =
        withDense(
            product(5).then("pool", MAX).then("pool:bits", models.random().threshold(5, 300)), 20);
    PathCheck.everyPath(graph, models.random());
  }
}
