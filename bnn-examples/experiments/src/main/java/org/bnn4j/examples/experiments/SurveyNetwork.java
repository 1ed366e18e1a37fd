package org.bnn4j.examples.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.geometry.ImageSet;
import org.bnn4j.examples.experiments.geometry.SavedNetwork;
import org.bnn4j.examples.experiments.geometry.SurveyBar;
import org.bnn4j.examples.experiments.support.HelpOption;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.layers.geometry.AngleStatistics;
import org.bnn4j.layers.geometry.GeometryMode;
import org.bnn4j.layers.geometry.GeometryReport;
import org.bnn4j.layers.geometry.GeometrySurvey;
import org.bnn4j.layers.geometry.LayerGeometry;
import org.bnn4j.layers.geometry.ProductStatistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reports on the geometry of a saved network, layer by layer, as a page and as JSON. */
@Command(
    name = "SurveyNetwork",
    description = {
      "Reports on the geometry of a network that Deeplearning4j saved: angles between weights before and after "
          + "quantization, proportionality of products, the input's spectrum, ternary thresholds, a verdict on each layer.",
      "Writes geometry.html, a page that needs nothing else, and geometry.json."
    })
public final class SurveyNetwork implements Callable<Integer> {
  private static final int BATCH = 50;

  /** Minibatches for statistics of batch normalizations: 5,000 images. */
  private static final int SWAP_BATCHES = 100;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "The saved network")
  private Path model;

  @Option(
      names = "--data",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "DIR",
      description =
          "Folder with the files of MNIST or of CIFAR-10; without it, the digits that ship with the examples")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--out", paramLabel = "DIR", description = "Folder for the report")
  private Path out = Path.of("target", "geometry");

  @Option(
      names = "--mode",
      showDefaultValue = Visibility.NEVER,
      description =
          "What to compare, ${COMPLETION-CANDIDATES}; without it, latent weights if the network has any")
  private Optional<GeometryMode> mode = Optional.empty();

  @Option(names = "--examples", description = "Test images that pass through the network")
  private int examples = 500;

  @Option(names = "--rows", description = "Inputs of each layer to look at, at most")
  private int rows = 4096;

  @Option(names = "--seed", description = "Seed of everything drawn at random")
  private long seed = 1;

  @Option(names = "--probes", description = "Try rotated weights and a whitened input as well")
  private boolean probes;

  @Option(
      names = "--swap",
      description = "Measure accuracy with one layer's other weights at a time, on all test images")
  private boolean swap;

  @Mixin private HelpOption help;

  /** Writes the report; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new SurveyNetwork(), args));
  }

  @Override
  public Integer call() throws IOException {
    SavedNetwork network = SavedNetwork.read(model);
    TrainTestSplit images = ImageSet.read(data);
    GeometrySurvey survey = network.survey().examples(examples).rows(rows).seed(seed);
    survey = mode.isPresent() ? survey.mode(mode.get()) : survey;
    survey = probes ? survey.probes() : survey;
    if (swap) {
      survey =
          survey.swapTest(
              network.feed(images.train(), BATCH),
              SWAP_BATCHES,
              network.feed(images.test(), BATCH));
    }
    GeometryReport report;
    try (SurveyBar bar = new SurveyBar()) {
      report = survey.progress(bar).run(network.feed(images.test(), BATCH));
    }
    report.writeHtml(out.resolve("geometry.html"));
    report.writeJson(out.resolve("geometry.json"));
    report.layers().forEach(layer -> System.out.println(line(layer)));
    System.out.println("The page is " + out.resolve("geometry.html"));
    return 0;
  }

  private static String line(LayerGeometry layer) {
    String angle =
        layer
            .angles()
            .map((AngleStatistics angles) -> format("%.1f +- %.1f", angles.mean(), angles.sd()))
            .orElse("none");
    String r =
        layer
            .products()
            .map(
                (ProductStatistics products) ->
                    format("%.2f, shuffled %.2f", products.r(), products.permutedR()))
            .orElse("not measured");
    return format(
        "%-14s %-4s fan-in %5d  angle %-12s  r %-20s  %s",
        layer.name(),
        layer.parameter(),
        layer.fanIn(),
        angle,
        r,
        layer.judgement().verdict().label());
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
