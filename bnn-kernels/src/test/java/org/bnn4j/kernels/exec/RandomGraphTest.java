package org.bnn4j.kernels.exec;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.bnn4j.kernels.ConvModels;
import org.bnn4j.kernels.PathCheck;
import org.bnn4j.kernels.exec.Recipe.Layer;
import org.bnn4j.kernels.exec.Recipe.What;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.types.EdgeKind;

/** Random convolutional graphs mean the same on every path. */
class RandomGraphTest {
  /** Around the words of bits. */
  private static final Integer[] CHANNELS = {1, 3, 31, 32, 33, 64, 65, 96, 128};

  @Property(tries = 150, seed = "20260101", edgeCases = EdgeCasesMode.NONE)
  void anything(@ForAll("mixed") Recipe recipe) {
    check(recipe);
  }

  /** Blocks in both orders, of many channels: where the fast paths are. */
  @Property(tries = 150, seed = "20260102", edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void blocksOfBits(@ForAll("blocks") Recipe recipe) {
    Graph graph = check(recipe);
    Statistics.label("in place").collect(hasRowsInPlace(graph));
    Statistics.label("reordered").collect(PoolBehindThreshold.reorder(graph) != graph);
    // The fast ways must not be missed in silence.
    Statistics.label("in place")
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 5 && p < 95));
    Statistics.label("reordered")
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 20 && p < 95));
  }

  private static Graph check(Recipe recipe) {
    ConvModels models = new ConvModels(recipe.seed());
    Graph graph = RecipeGraph.of(recipe, models);
    PathCheck.everyPath(graph, models.random());
    return graph;
  }

  private static boolean hasRowsInPlace(Graph graph) {
    return graph.nodes().stream()
        .anyMatch(
            node ->
                node.op() instanceof PackedConv conv
                    && graph.edge(node.inputs().get(0)).kind() == EdgeKind.BITS
                    && DirectBitRows.isInPlace(
                        new SlidingWindow(
                            conv.window(), graph.edge(node.inputs().get(0)).shape())));
  }

  @Provide
  Arbitrary<Recipe> mixed() {
    return recipes(Arbitraries.of(What.class), 7);
  }

  @Provide
  Arbitrary<Recipe> blocks() {
    Arbitrary<What> blocks =
        Arbitraries.frequency(
            Tuple.of(4, What.CONV_POOL_BITS),
            Tuple.of(4, What.CONV_BITS_POOL),
            Tuple.of(1, What.BINARIZE),
            Tuple.of(1, What.CONCAT));
    return recipes(blocks, 4);
  }

  private static Arbitrary<Recipe> recipes(Arbitrary<What> what, int layers) {
    Arbitrary<Integer> extents = Arbitraries.integers().between(1, 7);
    return Combinators.combine(
            Arbitraries.of(EdgeKind.BYTE, EdgeKind.FLOAT),
            flags(),
            extents,
            extents,
            Arbitraries.of(CHANNELS),
            layers(what).list().ofMinSize(1).ofMaxSize(layers),
            flags(),
            Arbitraries.longs().between(0, 1_000_000))
        .as(Recipe::new);
  }

  private static Arbitrary<Layer> layers(Arbitrary<What> what) {
    Arbitrary<InputMap> maps =
        Combinators.combine(
                Arbitraries.of(1, 2),
                Arbitraries.of(0, 255, -7),
                Arbitraries.of(0, -1, 1, 255, -130))
            .as(InputMap::new);
    return Combinators.combine(what, Arbitraries.of(CHANNELS), windows(), windows(), flags(), maps)
        .as(Layer::new);
  }

  private static Arbitrary<Window> windows() {
    Arbitrary<Integer> taps = Arbitraries.of(1, 2, 3, 5);
    Arbitrary<Integer> strides = Arbitraries.of(1, 1, 2, 3);
    Arbitrary<Integer> dilations = Arbitraries.of(1, 1, 1, 2);
    Arbitrary<List<Integer>> paddings = Arbitraries.of(0, 0, 1, 2, 3).list().ofSize(4);
    return Combinators.combine(taps, taps, strides, strides, dilations, dilations, paddings)
        .as(
            (height, width, down, right, apart, aside, padding) ->
                Window.of(height, width)
                    .stride(down, right)
                    .dilation(apart, aside)
                    .padding(padding.get(0), padding.get(1), padding.get(2), padding.get(3)));
  }

  private static Arbitrary<Boolean> flags() {
    return Arbitraries.of(false, true);
  }
}
