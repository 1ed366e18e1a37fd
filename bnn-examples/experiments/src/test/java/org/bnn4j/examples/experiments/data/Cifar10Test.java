package org.bnn4j.examples.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
  private static final int RECORD = 3073;

  @TempDir Path directory;

  @Test
  void joinsFilesZippedOrNot() throws IOException {
    write("a.bin", records(3, 9));
    write("b.bin.gz", TestFiles.gzip(records(0, 6)));
    LabeledImages images = Cifar10.read(directory, 2, "a.bin", "b.bin");
    assertEquals(4, images.count());
    assertArrayEquals(
        new int[] {3, 9, 0, 6},
        new int[] {images.label(0), images.label(1), images.label(2), images.label(3)});
    byte[] last = images.image(3);
    assertEquals(3072, last.length);
    assertEquals(100 + 6, last[0]);
    assertEquals(200 + 6, last[3071] & 0xff);
    assertEquals("frog", images.classNames().get(6));
  }

  @Test
  void namesComeFromTheMetaFile() throws IOException {
    write("a.bin", records(1));
    Files.writeString(directory.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
    assertEquals("b", Cifar10.read(directory, 1, "a.bin").classNames().get(1));

    Path meta = Files.writeString(directory.resolve("batches.meta.txt"), "a\nb\n");
    assertFails(meta + ": at byte 4: 2 class names, expected 10", 1);
  }

  @Test
  void fileThatEndsInsideARecord() throws IOException {
    Path path = write("a.bin", Arrays.copyOf(records(1, 2), RECORD + 101));
    assertFails(
        path + ": at byte 3174: the file ends inside record 1 of 2: 3072 bytes expected, 100 found",
        2);
  }

  @Test
  void fileWithTooFewRecords() throws IOException {
    Path path = write("a.bin", records(1, 2));
    assertFails(
        path + ": at byte 6146: the file ends inside record 2 of 3: 1 bytes expected, 0 found", 3);
  }

  @Test
  void fileWithTooManyRecords() throws IOException {
    Path path = write("a.bin", records(1, 2));
    assertFails(path + ": at byte 3073: the data should end here, but 3073 bytes follow", 1);
  }

  @Test
  void labelOutOfRange() throws IOException {
    Path path = write("a.bin", records(1, 10));
    assertFails(path + ": at byte 3073: the label of record 1 of 2 is 10, not 0 to 9", 2);
  }

  @Test
  void fullTrainingSet() throws IOException {
    LabeledImages train = Cifar10.train(TestFiles.shared("cifar10"));
    int[] even = new int[10];
    Arrays.fill(even, 5000);
    assertArrayEquals(even, train.classCounts());
    byte[] first = train.image(0);
    assertEquals("frog", train.classNames().get(train.label(0)));
    assertArrayEquals(
        new int[] {59, 62, 63}, new int[] {first[0], first[1024], first[2048]}, "red, green, blue");
    assertEquals(1, train.label(49_999));
    assertEquals(161, train.image(49_999)[3071] & 0xff);
  }

  @Test
  void fullTestSet() throws IOException {
    LabeledImages test = Cifar10.test(TestFiles.shared("cifar10"));
    int[] even = new int[10];
    Arrays.fill(even, 1000);
    assertArrayEquals(even, test.classCounts());
    assertEquals("cat", test.classNames().get(test.label(0)));
    assertEquals(158, test.image(0)[0] & 0xff);
  }

  private void assertFails(String message, int records) {
    DataFileException e =
        assertThrows(DataFileException.class, () -> Cifar10.read(directory, records, "a.bin"));
    assertEquals(message, e.getMessage());
  }

  /** A record for each label: first pixel 100 + label, last pixel 200 + label. */
  private static byte[] records(int... labels) {
    byte[] records = new byte[RECORD * labels.length];
    for (int i = 0; i < labels.length; i++) {
      records[i * RECORD] = (byte) labels[i];
      records[i * RECORD + 1] = (byte) (100 + labels[i]);
      records[i * RECORD + RECORD - 1] = (byte) (200 + labels[i]);
    }
    return records;
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }
}
