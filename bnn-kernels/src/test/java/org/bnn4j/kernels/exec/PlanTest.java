package org.bnn4j.kernels.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bnn4j.kernels.ConvModels;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.PathCheck;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.paths.KernelPaths;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fast and tracing sessions of every path against a graph's plain meaning. */
class PlanTest {
  private static final int ROWS = 7;

  private final RandomModels models = new RandomModels(11);

  static List<String> paths() {
    return KernelPaths.available();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyOperation(String path) {
    check(models.everyOperation(), path);
    check(new ConvModels(11).everyOperation(), path);
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

  @ParameterizedTest
  @MethodSource("paths")
  void whatSeveralReadAsNumbersIsConvertedOnce(String path) {
    ConvModels convolutions = new ConvModels(13);
    Window window = Window.of(3, 3).padding(1, 1, 1, 1);
    Graph graph =
        GraphBuilder.input(EdgeKind.FLOAT, new Shape(5, 4, 3))
            .then("bits", new Sign())
            .then("conv", convolutions.depthwise(window, 3, true, InputMap.PLAIN))
            .add("ints", new Add(), "bits", "conv")
            .add("a", convolutions.floatConv(window, 3, 3), "ints")
            .add("b", convolutions.floatConv(window, 3, 3), "ints")
            .add("sum", new Add(), "a", "ints", "b")
            .build();
    check(graph, path);
    if (!path.equals("reference")) {
      assertEquals(
          List.of(
              "SignStep",
              "AsIntsStep",
              "DepthwiseStep",
              "IntAddStep",
              "AsFloatsStep",
              "FloatConvStep",
              "FloatConvStep",
              "FloatAddStep"),
          RunnerParts.steps(graph, path));
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void oneOperationMayBeSeveralNodes(String path) {
    ConvModels convolutions = new ConvModels(12);
    Window window = Window.of(3, 3).padding(1, 1, 1, 1);
    PackedConv conv = convolutions.conv(window, 64, 64, false, InputMap.PLAIN);
    Pool halve = new Pool(Pool.Kind.MAX, Window.of(2, 2).stride(2, 2));
    Threshold threshold = models.threshold(64, 8);
    Graph graph =
        GraphBuilder.input(EdgeKind.FLOAT, new Shape(5, 4, 64))
            .then("of floats", conv)
            .then("sign", new Sign())
            .then("first:product", conv)
            .then("first:pool", halve)
            .then("first", threshold)
            .then("second:product", conv)
            .then("second:pool", halve)
            .then("second", threshold)
            .then("out", conv)
            .build();
    check(graph, path);
  }

  private void check(Graph graph, String path) {
    PathCheck.onPath(graph, path, models, ROWS);
  }
}
