package org.bnn4j.examples.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {
  @TempDir Path directory;

  @Test
  void readsBothSpellingsOfTheNamesZippedOrNot() throws IOException {
    write("train-images-idx3-ubyte", TestFiles.idx(0x803, 18, 3, 2, 3));
    write("train-labels-idx1-ubyte.gz", TestFiles.gzip(TestFiles.idx(0x801, 3, 3)));
    write("t10k-images.idx3-ubyte.gz", TestFiles.gzip(TestFiles.idx(0x803, 12, 2, 2, 3)));
    write("t10k-labels.idx1-ubyte", TestFiles.idx(0x801, 2, 2));

    LabeledImages train = Mnist.train(directory);
    assertEquals(3, train.count());
    assertEquals(new ImageShape(1, 2, 3), train.shape());
    assertArrayEquals(new byte[] {12, 13, 14, 15, 16, 17}, train.image(2));
    assertEquals(2, train.label(2));
    assertEquals(2, Mnist.test(directory).count());
  }

  @Test
  void missingFileIsNamedWithAllItsSpellings() throws IOException {
    write("train-images-idx3-ubyte", TestFiles.idx(0x803, 18, 3, 2, 3));
    NoSuchFileException e = assertThrows(NoSuchFileException.class, () -> Mnist.train(directory));
    assertEquals(
        directory
            + ": holds none of train-labels-idx1-ubyte, train-labels-idx1-ubyte.gz,"
            + " train-labels.idx1-ubyte, train-labels.idx1-ubyte.gz",
        e.getMessage());
  }

  @Test
  void differentNumbersOfImagesAndLabels() throws IOException {
    Path images = write("t10k-images-idx3-ubyte", TestFiles.idx(0x803, 18, 3, 2, 3));
    Path labels = write("t10k-labels-idx1-ubyte", TestFiles.idx(0x801, 4, 4));
    DataFileException e = assertThrows(DataFileException.class, () -> Mnist.test(directory));
    assertEquals(labels + ": at byte 4: 4 labels, but 3 images in " + images, e.getMessage());
  }

  @Test
  void labelOutOfRange() throws IOException {
    write("t10k-images-idx3-ubyte", TestFiles.idx(0x803, 12, 12, 1, 1));
    Path labels = write("t10k-labels-idx1-ubyte", TestFiles.idx(0x801, 12, 12));
    DataFileException e = assertThrows(DataFileException.class, () -> Mnist.test(directory));
    assertEquals(labels + ": at byte 18: label 10 is 10, not 0 to 9", e.getMessage());
  }

  @Test
  void fullSet() throws IOException {
    Path mnist = TestFiles.shared("mnist");
    LabeledImages train = Mnist.train(mnist);
    assertEquals(60_000, train.count());
    assertEquals(new ImageShape(1, 28, 28), train.shape());
    assertArrayEquals(
        new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949},
        train.classCounts());
    assertEquals(1_567_298_545L, pixelSum(train), "the published mean is 33.318");
    LabeledImages test = Mnist.test(mnist);
    assertArrayEquals(
        new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, test.classCounts());
    assertEquals(7, test.label(0));
    assertEquals(train.classNames(), test.classNames());
  }

  private static long pixelSum(LabeledImages images) {
    long sum = 0;
    for (int i = 0; i < images.count(); i++) {
      for (byte pixel : images.image(i)) {
        sum += pixel & 0xff;
      }
    }
    return sum;
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }
}
