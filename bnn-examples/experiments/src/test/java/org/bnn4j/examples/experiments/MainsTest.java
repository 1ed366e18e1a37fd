package org.bnn4j.examples.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bnn4j.examples.experiments.data.Digits;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.training.BinaryMlp;
import org.bnn4j.examples.experiments.training.ImageFeed;
import org.bnn4j.examples.experiments.training.Precision;
import org.bnn4j.examples.experiments.training.Recipe;
import org.bnn4j.examples.experiments.training.Trainer;
import org.bnn4j.examples.experiments.training.TrainingOptions;
import org.bnn4j.layers.insight.FlipRatioListener;
import org.bnn4j.layers.insight.LatentRow;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class MainsTest {
  @TempDir Path folder;

  @Test
  void geometryOfASavedNetwork() throws IOException {
    Path network = folder.resolve("digits.zip");
    trainedOnDigits().save(network.toFile(), false);
    Path out = folder.resolve("geometry");
    assertEquals(
        0,
        run(
            new SurveyNetwork(),
            "--model",
            network,
            "--out",
            out,
            "--examples",
            "100",
            "--probes",
            "--swap"));
    JsonNode layers = json(out.resolve("geometry.json")).get("layers");
    assertTrue(layers.size() > 2);
    for (JsonNode layer : layers) {
      assertEquals(100, layer.get("products").get("rows").asInt());
      assertTrue(layer.get("probes").size() > 0);
    }
    assertTrue(layers.get(0).get("swap").get("accuracy").asDouble() > 0.5);
    assertTrue(Files.readString(out.resolve("geometry.html")).startsWith("<!DOCTYPE html>"));

    Path graph = folder.resolve("graph.zip");
    MultiLayerNetwork.load(network.toFile(), false).toComputationGraph().save(graph.toFile());
    assertEquals(0, run(new SurveyNetwork(), "--model", graph, "--out", folder));
    assertEquals(layers.size(), json(folder.resolve("geometry.json")).get("layers").size());

    assertEquals(1, run(new SurveyNetwork(), "--model", network, "--mode", "POSTHOC"));
    assertEquals(1, run(new SurveyNetwork(), "--model", out.resolve("geometry.json")));
    assertEquals(1, run(new SurveyNetwork(), "--model", network, "--data", folder));
    SmallMnist.write(folder);
    assertEquals(1, run(new SurveyNetwork(), "--model", network, "--data", folder), "28x28");
    assertEquals(2, run(new SurveyNetwork(), "--model", network, "--mode", "any"));
  }

  @Test
  void thePaperOnATrainedNetwork() throws IOException {
    assertEquals(0, run(new GeometryPaper(), "--out", folder, "--examples", "50"));
    String page = Files.readString(folder.resolve("paper.html"));
    assertTrue(page.contains("1000 dimensions: 37.0 ± 0.6 degrees"), "of random vectors");
    assertTrue(page.contains("Vectors of exponential covariance"));
    assertTrue(page.contains("<h2>layer0</h2>"), "a network's layers");
  }

  @Test
  void mnistMlpTrainsOnScaledPixels() throws IOException {
    SmallMnist.write(folder);
    Path report = folder.resolve("report.json");
    assertEquals(
        0,
        run(
            new MnistMlp(),
            "--data",
            folder,
            "--out",
            folder,
            "--width",
            "33",
            "--depth",
            "2",
            "--epochs",
            "2",
            "--scaled",
            "--validation",
            "50",
            "--report",
            report));
    JsonNode training = json(report).get("training");
    assertEquals(2, training.get("epochs").asInt());
    assertEquals(2, training.get("accuracy on them after each epoch").size());
    assertTrue(training.get("epoch of the network that is exported").asInt() > 0);
    assertTrue(json(report).get("agreement of the two").get("network and model agree").asBoolean());
  }

  @Test
  void mnistConvNetGoesOnAndItsModelIsVerified() throws IOException {
    SmallMnist.write(folder);
    Path report = folder.resolve("report.json");
    for (int epochs = 1; epochs <= 2; epochs++) {
      assertEquals(
          0,
          run(
              new MnistConvNet(),
              "--data",
              folder,
              "--out",
              folder.resolve("conv"),
              "--epochs",
              epochs,
              "--flips",
              "--report",
              report));
      List<LatentRow> flips = FlipRatioListener.read(folder.resolve("conv").resolve("flips.csv"));
      assertEquals(epochs, flips.get(flips.size() - 1).epoch());
      assertEquals(5 * epochs, flips.size(), "layers times epochs");
      assertTrue(Files.size(folder.resolve("conv").resolve("flips.png")) > 0);
      JsonNode training = json(report).get("training");
      assertEquals(epochs, training.get("test accuracy after each epoch").size());
      assertTrue(json(report).at("/bytes/packed model file").asInt() < 40_000);
    }
    assertEquals(0, verify("conv", "conv"));
  }

  @Test
  void modelsOfAnotherRunAreNotReplaced() throws IOException {
    SmallMnist.write(folder);
    Path model = Files.writeString(folder.resolve("mnist.bnn"), "of another run");
    assertEquals(1, run(new MnistMlp(), "--data", folder, "--out", folder));
    assertEquals("of another run", Files.readString(model));
  }

  @Test
  void verifyTellsARightModelFromAWrongOne() throws IOException {
    SmallMnist.write(folder);
    train("one", "1");
    train("two", "2");

    assertEquals(0, verify("one", "one"));
    assertEquals(1, verify("one", "two"));
  }

  @Test
  void helpIsNoError() {
    assertEquals(0, run(new MnistMlp(), "--help"));
    assertEquals(0, run(new MnistConvNet(), "--help"));
    assertEquals(0, run(new Cifar10ConvNet(), "--help"));
    assertEquals(0, run(new SurveyNetwork(), "--help"));
    assertEquals(0, run(new GeometryPaper(), "--help"));
    assertEquals(0, run(new VerifyModel(), "-h"));
  }

  @Test
  void garbageIsAnErrorOfOneLine() throws IOException {
    Path garbage = Files.writeString(folder.resolve("garbage"), "garbage");
    PrintStream stderr = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertEquals(
          1, run(new VerifyModel(), "--network", garbage, "--model", garbage, "--images", garbage));
    } finally {
      System.setErr(stderr);
    }
    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(lines.get(0).startsWith("error: " + garbage), lines.toString());
  }

  @Test
  void wrongUsageIsExitCode2() {
    assertEquals(2, run(new MnistMlp()));
    assertEquals(2, run(new Cifar10ConvNet(), "--augment"));
    assertEquals(2, run(new Cifar10ConvNet(), "--data", folder, "--width", "wide"));
    assertEquals(2, run(new MnistMlp(), "--data", folder, "--validation", "-1"));
    assertEquals(2, run(new VerifyModel(), "--network", "x"));
  }

  private static MultiLayerNetwork trainedOnDigits() throws IOException {
    TrainTestSplit digits = Digits.holdOut(1);
    BinaryMlp mlp =
        new BinaryMlp(64, List.of(64, 64), 10, new Recipe(Precision.BINARY, 1e-2, 0.93, 1));
    TrainingOptions options =
        new TrainingOptions(1, 50, 1, ImageFeed.raw(), Duration.ofHours(1), Optional.empty());
    return new Trainer(mlp.configuration(), digits.train(), digits.test(), options).run();
  }

  private void train(String name, String seed) {
    assertEquals(
        0,
        run(
            new MnistMlp(),
            "--data",
            folder,
            "--out",
            folder.resolve(name),
            "--width",
            "20",
            "--depth",
            "1",
            "--epochs",
            "1",
            "--seed",
            seed,
            "--ternary"));
  }

  private int verify(String network, String model) throws IOException {
    return run(
        new VerifyModel(),
        "--network",
        folder.resolve(network).resolve("mnist.zip"),
        "--model",
        folder.resolve(model).resolve("mnist.bnn"),
        "--images",
        folder.resolve("t10k-images-idx3-ubyte"));
  }

  private static int run(Object main, Object... args) {
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    return Launcher.run(main, texts);
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
