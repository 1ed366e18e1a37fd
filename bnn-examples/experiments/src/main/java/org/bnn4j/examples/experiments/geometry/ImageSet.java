package org.bnn4j.examples.experiments.geometry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.bnn4j.examples.experiments.data.Cifar10;
import org.bnn4j.examples.experiments.data.Digits;
import org.bnn4j.examples.experiments.data.Mnist;
import org.bnn4j.examples.experiments.data.TrainTestSplit;

/** Images to train and to test on. */
public final class ImageSet {
  private ImageSet() {}

  /**
   * MNIST or CIFAR-10, by the files in a folder; without one, the embedded digits.
   *
   * @throws IOException if the folder has neither, or a file cannot be read
   */
  public static TrainTestSplit read(Optional<Path> folder) throws IOException {
    if (folder.isEmpty()) {
      return Digits.holdOut(1);
    }
    Path path = folder.get();
    if (has(path, "data_batch_1")) {
      return new TrainTestSplit(Cifar10.train(path), Cifar10.test(path));
    } else if (has(path, "train-images")) {
      return new TrainTestSplit(Mnist.train(path), Mnist.test(path));
    }
    throw new IOException(
        path
            + ": neither MNIST (train-images-idx3-ubyte, ...) nor CIFAR-10 (data_batch_1.bin, ...)");
  }

  private static boolean has(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith(name));
    }
  }
}
