package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.bnn4j.layers.export.Trained.ternary;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.format.EmbeddedModel;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

/** An exported jar alone, in processes that have nothing else on their class path. */
class RunnableJarTest {
  private static final int MAX_KERNEL_BYTES = 290 * 1024;
  private static final Path NEWER_JDK = Path.of("../bnn-kernels/target/newer-jdk.txt");
  private static final String VECTOR_PATH =
      "META-INF/versions/21/org/bnn4j/kernels/paths/VectorPath.class";

  @TempDir private static Path folder;
  private static MultiLayerNetwork network;
  private static BnnExporter exporter;
  private static Path jar;

  /** The lines that {@code predict --scores} should print for all images. */
  private static List<String> answers;

  @BeforeAll
  static void export() throws IOException {
    ImagePreProcessingScaler scaler = new ImagePreProcessingScaler(-1, 1);
    network =
        Trained.on(
            scaler,
            binary(48),
            norm(),
            sign(),
            ternary(40),
            norm(),
            sign(),
            binary(10),
            norm(),
            softmax());
    exporter = BnnExporter.of(network).normalizer(scaler).labels(Pixels.LABELS);
    jar = folder.resolve("digits.jar");
    exporter.writeJar(jar);
    Files.write(
        folder.resolve("digits.csv"),
        IntStream.range(0, Pixels.count())
            .mapToObj(
                row ->
                    IntStream.of(Pixels.image(row))
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(",")))
            .toList());
    answers = answersOf(exporter.model());
    exporter.verify(Pixels.iterator()).orThrow();
  }

  private static List<String> answersOf(BnnModel model) {
    try (BnnSession session = model.newSession(1)) {
      return IntStream.range(0, Pixels.count())
          .mapToObj(row -> answer(model, session, Pixels.image(row)))
          .toList();
    }
  }

  private static String answer(BnnModel model, BnnSession session, int[] image) {
    float[] pixels = new float[image.length];
    for (int i = 0; i < image.length; i++) {
      pixels[i] = image[i];
    }
    int best = session.classify(pixels);
    String scores =
        IntStream.range(0, model.outputs())
            .mapToObj(k -> Float.toString(session.score(k)))
            .collect(Collectors.joining("\t"));
    return model.label(best) + "\t" + session.score(best) + "\t" + scores;
  }

  private static ChildJvm thisJdk() {
    return new ChildJvm(Path.of(System.getProperty("java.home")), folder);
  }

  private static ChildJvm newerJdk() throws IOException {
    assumeTrue(Files.exists(NEWER_JDK), "no JDK 21 or later was found when this was built");
    try (JarFile file = new JarFile(jar.toFile())) {
      assertNotNull(file.getEntry(VECTOR_PATH), "the exported jar lacks the vector kernels");
    }
    return new ChildJvm(Path.of(Files.readString(NEWER_JDK).strip()), folder);
  }

  private static void assertAnswers(String predicted) {
    List<String> lines = predicted.lines().toList();
    assertEquals(answers.size(), lines.size());
    for (int row = 0; row < lines.size(); row++) {
      assertEquals(answers.get(row), lines.get(row), "row " + row);
    }
  }

  @Test
  void runsOnThisJdk() throws IOException, InterruptedException {
    String info = thisJdk().run("-jar", "digits.jar", "info").checked();
    assertTrue(info.contains("kernels: plain"), info);
    assertTrue(info.contains("no vector kernels: "), info);
    assertTrue(info.contains("digit 0, digit 1"), info);
    assertAnswers(
        thisJdk().run("-jar", "digits.jar", "predict", "--scores", "digits.csv").checked());
  }

  @Test
  void runsOnTheReferenceKernels() throws IOException, InterruptedException {
    String forced = "-Dbnn.kernels=reference";
    String info = thisJdk().run(forced, "-jar", "digits.jar", "info").checked();
    assertTrue(info.contains("kernels: reference"), info);
    assertAnswers(
        thisJdk().run(forced, "-jar", "digits.jar", "predict", "--scores", "digits.csv").checked());
  }

  @Test
  void runsWithoutVectorsOnANewerJdkThatIsNotAsked() throws IOException, InterruptedException {
    String info = newerJdk().run("-jar", "digits.jar", "info").checked();
    assertTrue(info.contains("kernels: plain"), info);
    assertTrue(info.contains("--add-modules=jdk.incubator.vector"), info);
    assertAnswers(
        newerJdk().run("-jar", "digits.jar", "predict", "--scores", "digits.csv").checked());
  }

  @Test
  void runsWithVectorsOnANewerJdk() throws IOException, InterruptedException {
    String[] vectors = {
      "--add-modules", "jdk.incubator.vector", "-Dbnn.kernels=vector", "-jar", "digits.jar"
    };
    String info = newerJdk().run(and(vectors, "info")).checked();
    assertTrue(info.contains("kernels: vector"), info);
    assertAnswers(newerJdk().run(and(vectors, "predict", "--scores", "digits.csv")).checked());
  }

  private static String[] and(String[] first, String... more) {
    return Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  @Test
  void refusesTheVectorKernelsWhereThereAreNone() throws IOException, InterruptedException {
    ChildJvm.Result result = thisJdk().run("-Dbnn.kernels=vector", "-jar", "digits.jar", "info");
    assertNotEquals(0, result.exitCode());
    assertTrue(result.err().contains("the vector kernels cannot run"), result.err());
  }

  @Test
  void isALibraryOnAClassPath() throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("Ask.java"),
        """
        import java.nio.file.*;
        import org.bnn4j.kernels.*;

        public class Ask {
          public static void main(String[] args) throws Exception {
            for (String name : new String[] {"org.nd4j.linalg.factory.Nd4j", "org.slf4j.Logger"}) {
              try {
                Class.forName(name);
                throw new AssertionError(name + " is reachable");
              } catch (ClassNotFoundException e) {
                // as it should be
              }
            }
            BnnModel model = BnnModel.embedded();
            try (BnnSession session = model.newSession(1)) {
              for (String line : Files.readAllLines(Path.of("digits.csv"))) {
                String[] values = line.split(",");
                byte[] pixels = new byte[values.length];
                for (int i = 0; i < pixels.length; i++) {
                  pixels[i] = (byte) Integer.parseInt(values[i]);
                }
                System.out.println(model.label(session.classify(pixels)));
              }
            }
          }
        }
        """);
    String asked = thisJdk().run("-cp", "digits.jar", "Ask.java").checked();
    assertEquals(
        answers.stream().map(answer -> answer.substring(0, answer.indexOf('\t'))).toList(),
        asked.lines().toList());
  }

  @Test
  void holdsTheKernelsAndTheModelAndNothingElse() throws IOException {
    long modelBytes = 0;
    try (JarFile file = new JarFile(jar.toFile())) {
      Attributes manifest = file.getManifest().getMainAttributes();
      assertEquals("true", manifest.getValue("Multi-Release"));
      assertEquals("org.bnn4j.kernels.cli.Main", manifest.getValue("Main-Class"));
      for (JarEntry entry : file.stream().toList()) {
        String name = entry.getName();
        boolean kernel = name.matches("(META-INF/versions/\\d+/)?org/bnn4j/kernels/.*");
        boolean model = ("/" + name).equals(EmbeddedModel.RESOURCE);
        boolean other = name.equals("META-INF/MANIFEST.MF") || name.equals("META-INF/LICENSE");
        assertTrue(kernel || model || other, name);
        modelBytes += model ? entry.getCompressedSize() : 0;
      }
    }
    assertTrue(modelBytes > 0);
    long kernelBytes = Files.size(jar) - modelBytes;
    assertTrue(kernelBytes <= MAX_KERNEL_BYTES, kernelBytes + " bytes of kernels");
  }

  @Test
  void isTheSameForTheSameNetwork() throws IOException {
    Path again = folder.resolve("again.jar");
    Files.write(again, new byte[1_000_000]);
    BnnExporter same =
        BnnExporter.of(network.clone())
            .normalizer(new ImagePreProcessingScaler(-1, 1))
            .labels(Pixels.LABELS);
    assertThrows(FileAlreadyExistsException.class, () -> same.writeJar(again));
    assertEquals(1_000_000, Files.size(again));
    same.writeJar(again, StandardCopyOption.REPLACE_EXISTING);
    same.writeJar(again);
    assertArrayEquals(Files.readAllBytes(jar), Files.readAllBytes(again));
  }

  @Test
  void theModelFileGivesTheSameAnswers() throws IOException {
    Path file = folder.resolve("digits.bnn");
    exporter.writeModel(file);
    BnnModel loaded = BnnModel.load(file);
    assertEquals(Pixels.LABELS, loaded.labels());
    assertEquals(answers, answersOf(loaded));
    assertEquals(answers, answersOf(loaded.onKernels("reference")));
    try (JarFile inside = new JarFile(jar.toFile())) {
      JarEntry entry = inside.getJarEntry(EmbeddedModel.RESOURCE.substring(1));
      assertArrayEquals(Files.readAllBytes(file), inside.getInputStream(entry).readAllBytes());
    }
  }
}
