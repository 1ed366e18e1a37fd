package org.bnn4j.examples.experiments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.geometry.ImageSet;
import org.bnn4j.examples.experiments.geometry.SavedNetwork;
import org.bnn4j.examples.experiments.geometry.SurveyBar;
import org.bnn4j.examples.experiments.support.HelpOption;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.WholeFile;
import org.bnn4j.examples.experiments.training.BinaryMlp;
import org.bnn4j.examples.experiments.training.ImageFeed;
import org.bnn4j.examples.experiments.training.Precision;
import org.bnn4j.examples.experiments.training.Recipe;
import org.bnn4j.examples.experiments.training.Trainer;
import org.bnn4j.examples.experiments.training.TrainingOptions;
import org.bnn4j.layers.geometry.GeometryReport;
import org.bnn4j.layers.geometry.RandomVectors;
import org.bnn4j.layers.internal.page.PaperPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws the pictures of the paper that this project rests on. */
@Command(
    name = "GeometryPaper",
    description = {
      "Reproduces the pictures of Anderson and Berg, The High-Dimensional Geometry of Binary Neural Networks: angles "
          + "of random vectors, the rotation of correlated ones, and of a trained network the angles of each layer, their "
          + "spread by fan-in, proportionality of products with its controls, binarized activations and ternary thresholds.",
      "Writes paper.html, a page that needs nothing else."
    })
public final class GeometryPaper implements Callable<Integer> {
  private static final int BATCH = 50;
  private static final int[] SIZES = {3, 10, 27, 100, 1000};
  private static final int[] EXPONENTIAL = {2, 5, 10, 20, 30, 50, 70, 100, 150, 200, 300, 400, 500};

  @Option(
      names = "--model",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "A trained network that Deeplearning4j saved; without it, one is trained on the embedded digits")
  private Optional<Path> model = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description = "Folder with the files of MNIST or of CIFAR-10 that the network was trained on")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--out", paramLabel = "DIR", description = "Folder for the page")
  private Path out = Path.of("target", "geometry");

  @Option(names = "--examples", description = "Test images that pass through the network")
  private int examples = 500;

  @Option(names = "--seed", description = "Seed of everything drawn at random")
  private long seed = 1;

  @Mixin private HelpOption help;

  /** Writes the page; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new GeometryPaper(), args));
  }

  @Override
  public Integer call() throws IOException {
    TrainTestSplit images = ImageSet.read(data);
    SavedNetwork network = model.isPresent() ? SavedNetwork.read(model.get()) : trained(images);
    GeometryReport report;
    try (SurveyBar bar = new SurveyBar()) {
      report =
          network
              .survey()
              .examples(examples)
              .seed(seed)
              .probes()
              .progress(bar)
              .run(network.feed(images.test(), BATCH));
    }
    List<RandomVectors.Angles> angles = RandomVectors.angles(seed, SIZES);
    List<RandomVectors.Exponential> exponential = RandomVectors.exponential(seed, EXPONENTIAL);
    Path page = out.resolve("paper.html");
    WholeFile.write(
        page, PaperPage.of(angles, exponential, report).getBytes(StandardCharsets.UTF_8));
    System.out.println("The page is " + page);
    return 0;
  }

  private SavedNetwork trained(TrainTestSplit images) throws IOException {
    System.out.println("Training a binary network on " + images.train());
    Recipe recipe = new Recipe(Precision.BINARY, 3e-3, 0.9, seed);
    BinaryMlp mlp =
        new BinaryMlp(images.train().shape().features(), List.of(256, 256, 256), 10, recipe);
    TrainingOptions options =
        new TrainingOptions(
            10, BATCH, seed, ImageFeed.raw(), Duration.ofHours(1), Optional.empty());
    Trainer trainer = new Trainer(mlp.configuration(), images.train(), images.test(), options);
    return new SavedNetwork(trainer.run(), Optional.empty());
  }
}
