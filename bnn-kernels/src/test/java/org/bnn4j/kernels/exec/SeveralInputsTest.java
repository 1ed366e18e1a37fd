package org.bnn4j.kernels.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.ConvModels;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.PathCheck;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.paths.KernelPaths;
import org.bnn4j.kernels.types.EdgeKind;

/** Packed products of several inputs, on every path, against what they mean. */
class SeveralInputsTest {
  private static final Window THREE = Window.of(3, 3).padding(1, 1, 1, 1);

  /** Some bits of one map each, what reads all of them, and a threshold behind it or none. */
  private static Graph graph(Shape shape, int inputs, Op product, Threshold fused) {
    RandomModels models = new RandomModels(inputs);
    GraphBuilder graph = GraphBuilder.input(EdgeKind.FLOAT, shape);
    String[] names = IntStream.range(0, inputs).mapToObj(i -> "bits" + i).toArray(String[]::new);
    for (String name : names) {
      graph.add(name + ":floats", models.affine(shape.channels()), "in");
      graph.then(name, new Sign());
    }
    graph.add("product", product, names);
    if (fused != null) {
      graph.then("threshold", fused).then("affine", models.affine(fused.thresholds().length));
    }
    return graph.build();
  }

  private static void check(Shape shape, int inputs, int rows, Op product, int outputs, long seed) {
    RandomModels models = new RandomModels(seed);
    for (String path : KernelPaths.available()) {
      PathCheck.onPath(graph(shape, inputs, product, null), path, models, rows);
      Threshold threshold = models.threshold(outputs, 4);
      PathCheck.onPath(graph(shape, inputs, product, threshold), path, models, rows);
    }
  }

  @Property(tries = 50, seed = "20260202", edgeCases = EdgeCasesMode.NONE)
  void dense(
      @ForAll @IntRange(min = 1, max = 200) int fanIn,
      @ForAll @IntRange(min = 1, max = 40) int outputs,
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 3) int inputs,
      @ForAll boolean ternary) {
    RandomModels models = new RandomModels(fanIn);
    Op dense = ternary ? models.ternary(outputs, fanIn) : models.binary(outputs, fanIn);
    check(Shape.vector(fanIn), inputs, rows, dense, outputs, fanIn);
  }

  @Property(tries = 20, seed = "20260203", edgeCases = EdgeCasesMode.NONE)
  void conv(
      @ForAll("windows") Window window,
      @ForAll("channels") int channels,
      @ForAll @IntRange(min = 1, max = 40) int outputs,
      @ForAll @IntRange(min = 1, max = 3) int inputs,
      @ForAll @IntRange(min = -1, max = 1) int padding,
      @ForAll boolean ternary) {
    ConvModels models = new ConvModels(channels);
    Op conv = models.conv(window, channels, outputs, ternary, InputMap.padded(padding));
    check(new Shape(5, 4, channels), inputs, 2, conv, outputs, outputs);
  }

  @Property(tries = 20, seed = "20260204", edgeCases = EdgeCasesMode.NONE)
  void depthwise(
      @ForAll("windows") Window window,
      @ForAll @IntRange(min = 1, max = 40) int channels,
      @ForAll @IntRange(min = 1, max = 3) int filters,
      @ForAll @IntRange(min = 1, max = 3) int inputs,
      @ForAll @IntRange(min = -1, max = 1) int padding,
      @ForAll boolean ternary) {
    ConvModels models = new ConvModels(channels);
    int outputs = channels * filters;
    Op conv = models.depthwise(window, outputs, ternary, InputMap.padded(padding));
    check(new Shape(5, 4, channels), inputs, 3, conv, outputs, channels);
  }

  /** Around the words of bits; 64 and 128 make rows in place with some windows. */
  @Provide
  Arbitrary<Integer> channels() {
    return Arbitraries.of(1, 3, 31, 33, 64, 65, 128);
  }

  /** All of them fit into 5 x 4. */
  @Provide
  Arbitrary<Window> windows() {
    return Arbitraries.of(
        Window.of(1, 1),
        THREE,
        THREE.stride(2, 2),
        Window.of(3, 2).padding(2, 0, 0, 1).stride(1, 2),
        Window.of(2, 2).padding(4, 3, 5, 4).stride(4, 3),
        Window.of(2, 3).padding(1, 1, 2, 0).dilation(1, 2),
        Window.of(3, 2).padding(1, 2, 0, 2).dilation(2, 1).stride(1, 2),
        Window.of(5, 5).padding(2, 2, 2, 2));
  }

  @Example
  void rowsInPlaceAndRowsCopied() {
    for (int channels : new int[] {128, 64}) {
      ConvModels models = new ConvModels(channels);
      Op conv = models.conv(THREE, channels, 35, false, InputMap.PLAIN);
      Graph graph = graph(new Shape(7, 8, channels), 2, conv, null);
      String rows = channels == 128 ? "DirectBitRows" : "CopiedBitRows";
      for (String path : KernelPaths.available()) {
        if (!path.equals("reference")) {
          assertEquals(List.of(rows), RunnerParts.rows(graph, path));
        }
      }
      PathCheck.everyPath(graph, models.random());
    }
  }

  @Example
  void everyProductInOneModel() {
    for (int channels : new int[] {5, 32, 33}) {
      ConvModels models = new ConvModels(channels);
      Graph graph = models.severalInputs(channels);
      for (String path : KernelPaths.available()) {
        PathCheck.onPath(graph, path, models.random(), 5);
      }
    }
  }

  @Example
  void aThresholdIsFusedWithTheSumAndMovesBeforeAPool() {
    ConvModels models = new ConvModels(9);
    Op conv = models.conv(THREE, 65, 33, false, InputMap.PLAIN);
    Graph graph =
        GraphBuilder.input(EdgeKind.FLOAT, new Shape(4, 4, 65))
            .add("a", new Sign(), "in")
            .add("b", models.random().threshold(65, 1), "a")
            .add("product", conv, "a", "b")
            .then("pool", new Pool(Pool.Kind.MAX, Window.of(2, 2).stride(2, 2)))
            .then("bits", models.random().threshold(33, 20))
            .then("out", models.random().affine(33))
            .build();
    assertEquals(
        List.of(
            "SignStep", "BitMapStep", "ConvStep", "BitPoolStep", "BitMapStep", "ChannelwiseStep"),
        RunnerParts.steps(graph, "plain"));
    PathCheck.everyPath(graph, models.random());
  }

  /** theta(x - 1), theta(x + 1): x counts as -1 up to -1, as +1 above 1, as 0 between. */
  private static GraphBuilder ternary(Shape shape) {
    return GraphBuilder.input(EdgeKind.FLOAT, shape)
        .add("above", new Channelwise(List.of(new Term(Operation.SUBTRACT, 1f))), "in")
        .then("high", new Sign())
        .add("below", new Channelwise(List.of(new Term(Operation.ADD, 1f))), "in")
        .then("low", new Sign());
  }

  private static float[] run(String path, GraphBuilder builder, float... input) {
    Graph graph =
        builder.then("half", new Channelwise(List.of(new Term(Operation.MULTIPLY, 0.5f)))).build();
    float[] sums = new float[graph.output().size()];
    try (BnnSession session = BnnModel.of(graph).onKernels(path).newSession(1)) {
      session.run(input, 1, sums);
    }
    return sums;
  }

  /** Worked out by hand. */
  @Example
  void ternaryActivationsAreHalfTheSumOfTwoBits() {
    Op dense = RandomModels.binary(2, 4, new int[] {1, 1, 1, 1, -1, 1, 1, -1});
    Op ternary = RandomModels.ternary(2, 4, new int[] {0, 1, 0, -1, 1, 0, 0, 0});
    for (String path : KernelPaths.available()) {
      // The activations -1, 0, 0, 1 and 1, 1, -1, 0.
      GraphBuilder graph = ternary(Shape.vector(4)).add("dense", dense, "high", "low");
      assertArrayEquals(new float[] {0, 0}, run(path, graph, -2, -0.5f, 1, 3));
      graph = ternary(Shape.vector(4)).add("dense", dense, "high", "low");
      assertArrayEquals(new float[] {1, -1}, run(path, graph, 2, 5, -1, 0));
      graph = ternary(Shape.vector(4)).add("dense", ternary, "low", "high");
      assertArrayEquals(new float[] {1, 1}, run(path, graph, 2, 5, -1, 0));
    }
  }

  /** Worked out by hand: all weights are +1 but the first tap's, which is -1. */
  @Example
  void paddingOfTernaryActivations() {
    int[] weights = new int[9];
    Arrays.fill(weights, 1);
    weights[0] = -1;
    PackedWeights packed = RandomModels.binaryWeights(1, 9, weights);
    for (String path : KernelPaths.available()) {
      for (int padding = -1; padding <= 1; padding++) {
        InputMap map = InputMap.padded(padding);
        List<Op> both =
            List.of(new PackedConv(THREE, packed, map), new PackedDepthwise(THREE, packed, map));
        for (Op op : both) {
          GraphBuilder graph = ternary(new Shape(2, 2, 1)).add("conv", op, "high", "low");
          // 1, 1, 0 and -1 sum to 1, to -1 where the first is under the first tap.
          float[] sums = run(path, graph, 2, 3, 0.5f, -1);
          float border = 1 + 3 * padding;
          float[] wanted = {border, border, border, -1 + 5 * padding};
          assertArrayEquals(wanted, sums, path + " " + op);
        }
      }
    }
  }
}
