package org.bnn4j.examples.experiments.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * CIFAR-10 (Krizhevsky, Nair, Hinton): 32x32 colour photographs of ten classes, 50,000 to train and
 * 10,000 to test.
 *
 * <p>Reads the official binary files from a directory, each gzipped or not: {@code
 * data_batch_1.bin} to {@code data_batch_5.bin} and {@code test_batch.bin}, 10,000 records each of
 * one label byte and 3,072 pixel bytes (red, green, then blue plane). Class names come from {@code
 * batches.meta.txt} when it is there.
 */
public final class Cifar10 {
  static final ImageShape SHAPE = new ImageShape(3, 32, 32);

  private static final int RECORDS_PER_FILE = 10_000;
  private static final int CLASSES = 10;
  private static final List<String> USUAL_NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private Cifar10() {}

  /**
   * The training set: 50,000 images, 154 MB, in the order of the five files.
   *
   * @throws java.nio.file.NoSuchFileException if a batch is missing
   * @throws DataFileException if a batch has not exactly 10,000 records, a label is not 0 to 9, or
   *     the names are not ten
   * @throws IOException if a file cannot be read
   */
  public static LabeledImages train(Path directory) throws IOException {
    return read(
        directory,
        RECORDS_PER_FILE,
        "data_batch_1.bin",
        "data_batch_2.bin",
        "data_batch_3.bin",
        "data_batch_4.bin",
        "data_batch_5.bin");
  }

  /** The test set: 10,000 images, 31 MB. Fails as {@link #train} does. */
  public static LabeledImages test(Path directory) throws IOException {
    return read(directory, RECORDS_PER_FILE, "test_batch.bin");
  }

  /** Batches of a given number of records, joined. */
  static LabeledImages read(Path directory, int recordsPerFile, String... names)
      throws IOException {
    int count = recordsPerFile * names.length;
    byte[] labels = new byte[count];
    byte[] pixels = new byte[count * SHAPE.features()];
    int next = 0;
    for (String name : names) {
      try (DataFile file = DataFile.open(DataFile.find(directory, name))) {
        for (int record = 0; record < recordsPerFile; record++, next++) {
          readRecord(file, "record " + record + " of " + recordsPerFile, next, labels, pixels);
        }
        file.requireEnd();
      }
    }
    return new LabeledImages(SHAPE, 255, pixels, labels, classNames(directory));
  }

  private static void readRecord(
      DataFile file, String what, int index, byte[] labels, byte[] pixels) throws IOException {
    long at = file.offset();
    file.readInto(labels, index, 1, what);
    int label = labels[index] & 0xff;
    if (label >= CLASSES) {
      throw file.error(at, "the label of " + what + " is " + label + ", not 0 to 9");
    }
    file.readInto(pixels, index * SHAPE.features(), SHAPE.features(), what);
  }

  private static List<String> classNames(Path directory) throws IOException {
    Path path = directory.resolve("batches.meta.txt");
    if (!Files.exists(path)) {
      return USUAL_NAMES;
    }
    List<String> names =
        Files.readAllLines(path).stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    if (names.size() != CLASSES) {
      throw new DataFileException(
          path, Files.size(path), names.size() + " class names, expected " + CLASSES, null);
    }
    return names;
  }
}
