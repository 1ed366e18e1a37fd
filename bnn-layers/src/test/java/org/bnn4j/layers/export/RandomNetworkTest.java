package org.bnn4j.layers.export;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.layers.export.NetworkRecipe.Block;
import org.bnn4j.layers.export.NetworkRecipe.Pooling;
import org.bnn4j.layers.export.NetworkRecipe.Slide;
import org.bnn4j.layers.export.NetworkRecipe.Weights;
import org.bnn4j.layers.internal.network.Layout;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Random convolutional networks answer as their models do, layer by layer. */
class RandomNetworkTest {
  private static final int MOST_BLOCKS = 3;

  @Property(tries = 60, seed = "20260201", edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void modelsAnswerAsNetworksDo(@ForAll("recipes") NetworkRecipe recipe) {
    Images images = recipe.images();
    MultiLayerNetwork network =
        Randomized.network(images, recipe.seed(), RecipeNetwork.layers(recipe));
    BnnExporter exporter = Parity.exporter(images, network).byteInput();
    Parity.assertEqual(images, exporter, network.output(images.all().getFeatures()));
    // Bits that are all alike would agree by accident.
    Statistics.label("bits of both kinds")
        .collect(Parity.hasBothBits(images, exporter.model()))
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 80));
  }

  @Provide
  Arbitrary<NetworkRecipe> recipes() {
    return Combinators.combine(
            images(),
            blocks().list().ofMinSize(1).ofMaxSize(MOST_BLOCKS),
            Arbitraries.longs().between(0, 1_000_000))
        .as(NetworkRecipe::new);
  }

  private static Arbitrary<Images> images() {
    Arbitrary<Integer> extents = Arbitraries.integers().between(3, 8);
    return Combinators.combine(
            extents, extents, Arbitraries.of(1, 2, 3), Arbitraries.of(Layout.class))
        .as(
            (height, width, channels, layout) ->
                new Images(new Shape(height, width, channels), layout));
  }

  private static Arbitrary<Block> blocks() {
    return Combinators.combine(
            Arbitraries.of(Weights.class),
            Arbitraries.of(1, 3, 31, 32, 33),
            slides(1, 2, 3, 5),
            Arbitraries.of(-1, 0, 1),
            Arbitraries.of(false, true),
            Arbitraries.of(Pooling.class),
            slides(1, 2, 3))
        .as(Block::new);
  }

  private static Arbitrary<Slide> slides(Integer... extents) {
    Arbitrary<Integer> taps = Arbitraries.of(extents);
    Arbitrary<Integer> strides = Arbitraries.of(1, 1, 2, 3);
    Arbitrary<Integer> dilations = Arbitraries.of(1, 1, 2, 3);
    return Combinators.combine(
            taps,
            taps,
            strides,
            strides,
            dilations,
            dilations,
            Arbitraries.of(ConvolutionMode.Same, ConvolutionMode.Truncate, ConvolutionMode.Strict),
            Arbitraries.of(0, 0, 1, 2))
        .as(Slide::new);
  }
}
