package org.bnn4j.examples.spark;

import java.util.concurrent.Callable;
import org.bnn4j.examples.experiments.data.LabeledImagesIterator;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.Outcome;
import org.bnn4j.examples.experiments.support.RunReport;
import org.bnn4j.layers.training.BatchNormRefit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.parallelism.ParallelWrapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains on MNIST by several threads of one machine, without Spark. */
@Command(
    name = "ParallelTrainMnist",
    description =
        "Trains a binary multilayer perceptron on MNIST by several workers in one JVM, with Deeplearning4j's "
            + "ParallelWrapper, which averages parameters as SparkTrainMnist does.")
public final class ParallelTrainMnist implements Callable<Integer> {
  @Mixin private final MnistFlags mnist = new MnistFlags();
  @Mixin private Outcome outcome;

  /** Runs the example; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new ParallelTrainMnist(), args));
  }

  @Override
  public Integer call() throws Exception {
    TrainTestSplit images = mnist.images();
    RunReport report = new RunReport("MNIST by ParallelWrapper");
    MultiLayerNetwork network = mnist.network();
    LabeledImagesIterator train =
        new LabeledImagesIterator(images.train(), mnist.batch).shuffle(mnist.seed);
    int refitBatches = MnistFlags.REFIT_IMAGES / mnist.batch;
    double accuracy = 0;
    long start = System.nanoTime();
    ParallelWrapper workers =
        new ParallelWrapper.Builder<>(network)
            .workers(mnist.workers)
            .averagingFrequency(mnist.localBatches)
            .trainingMode(ParallelWrapper.TrainingMode.AVERAGING)
            .build();
    try {
      for (int epoch = 1; epoch <= mnist.epochs; epoch++) {
        workers.fit(train);
        train.reset();
        BatchNormRefit.refit(network, train, refitBatches);
        accuracy =
            network.evaluate(new LabeledImagesIterator(images.test(), mnist.batch)).accuracy();
        System.err.printf(
            "epoch %d/%d  test accuracy %.2f%%%n", epoch, mnist.epochs, 100 * accuracy);
      }
    } finally {
      workers.shutdown();
    }
    report
        .section("training by " + mnist.workers + " workers")
        .put("test accuracy", accuracy)
        .putSecondsSince("seconds", start);
    mnist.compare(images, report);
    outcome.publish(report);
    return 0;
  }
}
