package org.bnn4j.examples.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.Outcome;
import org.bnn4j.examples.experiments.support.RunReport;
import org.bnn4j.examples.experiments.training.Comparison;
import org.bnn4j.examples.experiments.training.ExportFiles;
import org.bnn4j.examples.experiments.training.OutputFlags;
import org.bnn4j.kernels.spark.SparkScorer;
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.spark.ClassifiedRows;
import org.bnn4j.layers.spark.Round;
import org.bnn4j.layers.spark.SparkTrainer;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains on MNIST by several workers of Spark, exports, and scores the test images on Spark. */
@Command(
    name = "SparkTrainMnist",
    description = {
      "Writes MNIST as Parquet, trains a binary multilayer perceptron on it by several workers of Apache Spark, exports "
          + "it, and scores the test images with the packed model, on Spark as well.",
      "Goes on from its checkpoint when it is run again with the same options."
    })
public final class SparkTrainMnist implements Callable<Integer> {
  private static final int CHECKPOINT_ROUNDS = 10;

  @Mixin private final MnistFlags mnist = new MnistFlags();
  @Mixin private final SparkFlags spark = new SparkFlags();
  @Mixin private final OutputFlags output = new OutputFlags("spark-mnist");
  @Mixin private Outcome outcome;

  /** Runs the example; {@code --help} explains it. */
  public static void main(String[] args) {
    SparkFlags.end(Launcher.run(new SparkTrainMnist(), args));
  }

  @Override
  public Integer call() throws Exception {
    try (SparkSession session = spark.session("SparkTrainMnist")) {
      RunReport report = new RunReport("MNIST on Spark");
      SparkFlags.describe(session, report.section("Spark"));
      run(session, report).orThrow();
    }
    return 0;
  }

  private Verification run(SparkSession session, RunReport report) throws IOException {
    ExportFiles files = output.files("mnist");
    Path checkpoint = output.folder().resolve("checkpoint.zip");
    boolean replace = files.force() || Files.exists(checkpoint);
    if (!replace) {
      files.checkFree();
    }
    TrainTestSplit images = mnist.images();
    Dataset<Row> train =
        ImageTable.write(session, images.train(), 1, output.folder().resolve("train"), replace);
    Dataset<Row> test =
        ImageTable.write(session, images.test(), 1, output.folder().resolve("test"), replace);

    MultiLayerNetwork network = mnist.network();
    SparkTrainer trainer =
        SparkTrainer.of(network, ClassifiedRows.of("image", "label", MnistFlags.CLASSES))
            .workers(mnist.workers)
            .batch(mnist.batch)
            .localBatches(mnist.localBatches)
            .seed(mnist.seed)
            .checkpoints(SparkFlags.uri(checkpoint), CHECKPOINT_ROUNDS);
    long start = System.nanoTime();
    trainer.progress(round -> follow(round, trainer, train, test)).fit(train, mnist.epochs);
    report
        .section("training by " + mnist.workers + " workers")
        .put("test accuracy, counted by the executors", trainer.evaluate(test).accuracy())
        .putSecondsSince("seconds of this run", start);

    BnnExporter export = BnnExporter.of(network).byteInput().labels(images.test().classNames());
    Verification verification =
        new Comparison(network, export, images.test(), mnist.options()).run(files, report);
    score(session, test, files, report);
    mnist.compare(images, report);
    outcome.publish(report);
    return verification;
  }

  /** Ends an epoch as the examples without Spark do. */
  private static void follow(
      Round round, SparkTrainer trainer, Dataset<Row> train, Dataset<Row> test) {
    System.err.println(round);
    if (round.endsEpoch()) {
      trainer.refit(train, MnistFlags.REFIT_IMAGES);
      System.err.printf("test accuracy %.2f%%%n", 100 * trainer.evaluate(test).accuracy());
    }
  }

  private static void score(
      SparkSession session, Dataset<Row> test, ExportFiles files, RunReport report)
      throws IOException {
    SparkScorer scorer = SparkScorer.load(session, SparkFlags.uri(files.model()));
    long right = scorer.score(test, "image").where("class = label").count();
    report.section("packed model on Spark").put("test accuracy", (double) right / test.count());
  }
}
