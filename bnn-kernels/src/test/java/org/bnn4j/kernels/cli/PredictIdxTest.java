package org.bnn4j.kernels.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictIdxTest {
  private static final int IMAGES = 150;

  @TempDir Path folder;
  private final RandomModels models = new RandomModels(3);
  private final byte[] pixels = models.bytes(IMAGES * 6);
  private String model;

  @BeforeEach
  void writeModel() throws IOException {
    model = CliRun.model(folder, models.perceptron(6, 40, 4));
  }

  private static byte[] idx(int type, byte[] values, int... dimensions) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + values.length);
    file.put((byte) 0).put((byte) 0).put((byte) type).put((byte) dimensions.length);
    for (int dimension : dimensions) {
      file.putInt(dimension);
    }
    return file.put(values).array();
  }

  private CliRun predict(byte[] file) {
    return CliRun.withInput(new ByteArrayInputStream(file), "predict", "--model", model, "-");
  }

  private String csv() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pixels.length; i++) {
      text.append(pixels[i] & 0xFF).append(i % 6 == 5 ? '\n' : ',');
    }
    return text.toString();
  }

  @Test
  void imagesAreAsTheSameRowsOfText() throws IOException {
    List<String> expected = CliRun.withInput(csv(), "predict", "--model", model, "-").lines();
    assertEquals(IMAGES, expected.size());
    assertTrue(
        expected.stream().map(line -> line.charAt(0)).collect(Collectors.toSet()).size() > 1,
        "more than one class");
    byte[] plain = idx(8, pixels, IMAGES, 2, 3);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(plain);
    }
    assertEquals(expected, predict(plain).lines());
    assertEquals(expected, predict(zipped.toByteArray()).lines());
    assertEquals(expected, predict(idx(8, pixels, IMAGES, 6)).lines());
    assertEquals(expected, predict(idx(8, pixels, IMAGES, 1, 2, 3)).lines());
  }

  @Test
  void aFloatModelTakesImagesToo() throws IOException {
    assertEquals(EdgeKind.FLOAT, models.floatPerceptron(6, 40, 4).input().kind());
    model = CliRun.model(folder, models.floatPerceptron(6, 40, 4));
    assertEquals(
        CliRun.withInput(csv(), "predict", "--model", model, "-").lines(),
        predict(idx(8, pixels, IMAGES, 2, 3)).lines());
  }

  @Test
  void noImageIsNoAnswer() {
    assertEquals(List.of(), predict(idx(8, new byte[0], 0, 2, 3)).lines());
  }

  @Test
  void saysWhatDoesNotFit() {
    predict(idx(8, pixels, IMAGES, 3, 3))
        .assertBadData("standard input: images of 3x3 values, and the model takes 6");
    predict(idx(8, pixels, IMAGES, -1, -1, -1))
        .assertBadData(
            "standard input: images of 4294967295x4294967295x4294967295 values, and the model"
                + " takes 6");
    predict(idx(8, pixels, IMAGES))
        .assertBadData("standard input: an IDX file of 1 dimensions holds no images but labels");
    predict(idx(0x0D, pixels, IMAGES, 2, 3))
        .assertBadData(
            "standard input: IDX values of type 0d, and only 08, unsigned bytes, are read");
    predict(idx(8, pixels, IMAGES - 1, 2, 3))
        .assertError(1, "standard input: bytes after the last of 149 images");
  }

  @Test
  void saysWhereTheFileEnds() {
    byte[] whole = idx(8, pixels, IMAGES, 2, 3);
    CliRun run = predict(Arrays.copyOf(whole, 16 + 6 * 100 + 5));
    run.assertBadData("standard input: the file ends inside image 101 of 150");
    assertEquals(100, run.out().lines().count());
    for (int length = 2; length < 16; length++) {
      predict(Arrays.copyOf(whole, length))
          .assertBadData("standard input: the file ends inside the IDX header");
    }
  }
}
