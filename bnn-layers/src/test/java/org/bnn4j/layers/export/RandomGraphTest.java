package org.bnn4j.layers.export;

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
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.layers.export.GraphRecipe.Step;
import org.bnn4j.layers.export.GraphRecipe.What;
import org.bnn4j.layers.internal.network.Layout;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Random graphs answer as their models do, vertex by vertex. */
class RandomGraphTest {
  private static final int MOST_STEPS = 7;

  @Property(tries = 60, seed = "20260202", edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void modelsAnswerAsGraphsDo(@ForAll("recipes") GraphRecipe recipe) {
    Images images = recipe.images();
    ComputationGraph network =
        Randomized.graph(images, recipe.seed(), graph -> RecipeGraph.add(recipe, graph));
    BnnExporter exporter = Parity.exporter(images, network).byteInput();
    Parity.assertEqual(images, exporter, network.outputSingle(images.all().getFeatures()));
    // Bits that are all alike would agree by accident.
    Statistics.label("bits of both kinds")
        .collect(Parity.hasBothBits(images, exporter.model()))
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 80));
  }

  @Provide
  Arbitrary<GraphRecipe> recipes() {
    return Combinators.combine(
            images(),
            steps().list().ofMinSize(1).ofMaxSize(MOST_STEPS),
            Arbitraries.longs().between(0, 1_000_000))
        .as(GraphRecipe::new);
  }

  private static Arbitrary<Images> images() {
    Arbitrary<Integer> extents = Arbitraries.integers().between(2, 5);
    return Combinators.combine(
            extents, extents, Arbitraries.of(1, 2, 3), Arbitraries.of(Layout.class))
        .as(
            (height, width, channels, layout) ->
                new Images(new Shape(height, width, channels), layout));
  }

  private static Arbitrary<Step> steps() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(3, What.BINARY),
                Tuple.of(1, What.TERNARY),
                Tuple.of(1, What.NORM),
                Tuple.of(1, What.BITS),
                Tuple.of(1, What.MAX_POOL),
                Tuple.of(1, What.MEAN_POOL),
                Tuple.of(3, What.ADD),
                Tuple.of(2, What.MERGE)),
            Arbitraries.of(0, 0, 0, 1, 2, 3),
            Arbitraries.of(0, 1, 1, 2, 3, 4),
            Arbitraries.of(false, false, true),
            Arbitraries.of(3, 3, 3, 8, 9),
            Arbitraries.of(-1, 0, 1))
        .as(Step::new);
  }
}
