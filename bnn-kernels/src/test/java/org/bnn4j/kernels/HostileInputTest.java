package org.bnn4j.kernels;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bnn4j.kernels.cli.RowsTarget;
import org.bnn4j.kernels.format.ModelTarget;
import org.bnn4j.kernels.input.PngTarget;
import org.bnn4j.kernels.serve.BodyTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Inputs that were damaged systematically; what must hold, the targets check. */
class HostileInputTest {
  private static final int ROUNDS = 20;

  private static void damage(byte[] whole, Consumer<byte[]> target) {
    target.accept(whole);
    for (int length = 0; length < whole.length; length++) {
      target.accept(Arrays.copyOf(whole, length));
    }
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      target.accept(flipped);
    }
    Random random = new Random(1);
    for (int round = 0; round < ROUNDS * whole.length; round++) {
      byte[] changed = whole.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      target.accept(changed);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void text() throws IOException {
    for (String rows :
        List.of(
            "1,2,3\n4,5,6\n",
            "a;b;c\r\n1;2;3\r\n\r\n 4 ;\"5\";6",
            "1\t2\t3e0\n-1.5\t.5\t+7",
            "\ufeff1,2,3\n255,0,256\n")) {
      damage(bytes(rows), RowsTarget::fuzzerTestOneInput);
    }
  }

  @Test
  void images() {
    byte[] idx = {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6};
    damage(idx, RowsTarget::fuzzerTestOneInput);
    damage(
        new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3},
        RowsTarget::fuzzerTestOneInput);
  }

  @Test
  void zippedText() throws IOException {
    var zipped = new java.io.ByteArrayOutputStream();
    try (var zip = new java.util.zip.GZIPOutputStream(zipped)) {
      zip.write(bytes("1,2,3\n4,5,6\n"));
    }
    damage(zipped.toByteArray(), RowsTarget::fuzzerTestOneInput);
  }

  @Test
  void bodies() {
    damage(bytes("[[1,2,3],[4.0, 5e0 ,6]]"), BodyTarget::fuzzerTestOneInput);
    damage(bytes("[1,2,3]"), BodyTarget::fuzzerTestOneInput);
  }

  /** What a fuzzer begins with, and what it has found. */
  @ParameterizedTest
  @MethodSource("targets")
  void keptFiles(Consumer<byte[]> target, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertFalse(all.isEmpty(), folder + " is empty");
      for (Path file : all) {
        target.accept(Files.readAllBytes(file));
      }
    }
  }

  static List<Arguments> targets() {
    Consumer<byte[]> rows = RowsTarget::fuzzerTestOneInput;
    Consumer<byte[]> png = PngTarget::fuzzerTestOneInput;
    Consumer<byte[]> body = BodyTarget::fuzzerTestOneInput;
    Consumer<byte[]> model = ModelTarget::fuzzerTestOneInput;
    Path kept = Path.of("src/test/fuzz");
    return List.of(
        Arguments.of(rows, kept.resolve("rows")),
        Arguments.of(png, kept.resolve("png")),
        Arguments.of(body, kept.resolve("body")),
        Arguments.of(model, Path.of("src/test/resources/org/bnn4j/kernels/format")));
  }
}
