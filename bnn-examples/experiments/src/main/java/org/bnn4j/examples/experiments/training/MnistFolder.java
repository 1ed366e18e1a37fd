package org.bnn4j.examples.experiments.training;

import java.io.IOException;
import java.nio.file.Path;
import org.bnn4j.examples.experiments.data.Mnist;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import picocli.CommandLine.Option;

/** Where an experiment finds MNIST. */
public final class MnistFolder {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the four IDX files, gzipped or not")
  private Path data;

  /**
   * Both sets.
   *
   * @throws IOException if a file is missing, malformed or cannot be read
   */
  public TrainTestSplit images() throws IOException {
    return new TrainTestSplit(Mnist.train(data), Mnist.test(data));
  }
}
