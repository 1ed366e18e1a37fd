package org.bnn4j.examples.experiments.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * MNIST (LeCun, Cortes, Burges): 28x28 grey handwritten digits, 60,000 to train and 10,000 to test.
 *
 * <p>Reads the official IDX files from a directory, gzipped or not, named {@code
 * train-images-idx3-ubyte} or {@code train-images.idx3-ubyte}, with or without {@code .gz}. Sets
 * published in the same files and with ten classes can be read too.
 */
public final class Mnist {
  private static final List<String> CLASSES =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private Mnist() {}

  /**
   * The training set: 60,000 images in the official files.
   *
   * @throws java.nio.file.NoSuchFileException if a file is missing
   * @throws DataFileException if a file is malformed, images and labels differ in number, or a
   *     label is not 0 to 9
   * @throws IOException if a file cannot be read
   */
  public static LabeledImages train(Path directory) throws IOException {
    return read(directory, "train");
  }

  /** The test set: 10,000 images in the official files. Fails as {@link #train} does. */
  public static LabeledImages test(Path directory) throws IOException {
    return read(directory, "t10k");
  }

  private static LabeledImages read(Path directory, String part) throws IOException {
    Path imagePath =
        DataFile.find(directory, part + "-images-idx3-ubyte", part + "-images.idx3-ubyte");
    Path labelPath =
        DataFile.find(directory, part + "-labels-idx1-ubyte", part + "-labels.idx1-ubyte");
    IdxFile images = IdxFile.read(imagePath, 3);
    IdxFile labels = IdxFile.read(labelPath, 1);
    if (labels.dimension(0) != images.dimension(0)) {
      throw new DataFileException(
          labelPath,
          Integer.BYTES,
          labels.dimension(0) + " labels, but " + images.dimension(0) + " images in " + imagePath,
          null);
    }
    checkLabels(labelPath, labels);
    return new LabeledImages(
        new ImageShape(1, images.dimension(1), images.dimension(2)),
        255,
        images.data(),
        labels.data(),
        CLASSES);
  }

  private static void checkLabels(Path path, IdxFile labels) throws DataFileException {
    byte[] data = labels.data();
    for (int i = 0; i < data.length; i++) {
      int label = data[i] & 0xff;
      if (label >= CLASSES.size()) {
        throw new DataFileException(
            path, labels.dataOffset() + i, "label " + i + " is " + label + ", not 0 to 9", null);
      }
    }
  }
}
