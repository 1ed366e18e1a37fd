package org.bnn4j.examples.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.bnn4j.examples.experiments.data.Digits;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.Outcome;
import org.bnn4j.examples.experiments.support.RunReport;
import org.bnn4j.examples.experiments.training.BinaryMlp;
import org.bnn4j.examples.experiments.training.ExportFiles;
import org.bnn4j.examples.experiments.training.ImageFeed;
import org.bnn4j.examples.experiments.training.OutputFlags;
import org.bnn4j.examples.experiments.training.Precision;
import org.bnn4j.examples.experiments.training.Recipe;
import org.bnn4j.examples.experiments.training.Trainer;
import org.bnn4j.examples.experiments.training.TrainingOptions;
import org.bnn4j.kernels.spark.SparkScorer;
import org.bnn4j.layers.export.BnnExporter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores the embedded digits on Spark with a packed model, by columns and by SQL. */
@Command(
    name = "SparkScoreDigits",
    description =
        "Trains a small binary network on the embedded digits and exports it, writes the digits as Parquet, and scores "
            + "them on Apache Spark with the packed model: into a table of answers, and by a function of SQL.")
public final class SparkScoreDigits implements Callable<Integer> {
  private static final List<Integer> HIDDEN = List.of(128, 128);
  private static final int EPOCHS = 10;
  private static final int BATCH = 256;
  private static final String QUERY =
      "SELECT label, count(*) AS images, count_if(digit(image) = label) AS right"
          + " FROM digits GROUP BY label ORDER BY label";

  @Option(names = "--copies", description = "How often each of the 1,797 digits is in the table")
  private int copies = 100;

  @Mixin private final SparkFlags spark = new SparkFlags();
  @Mixin private final OutputFlags output = new OutputFlags("spark-digits");
  @Mixin private Outcome outcome;

  /** Runs the example; {@code --help} explains it. */
  public static void main(String[] args) {
    SparkFlags.end(Launcher.run(new SparkScoreDigits(), args));
  }

  @Override
  public Integer call() throws Exception {
    try (SparkSession session = spark.session("SparkScoreDigits")) {
      RunReport report = new RunReport("Handwritten digits on Spark");
      SparkFlags.describe(session, report.section("Spark"));
      boolean same = run(session, report);
      outcome.publish(report);
      return same ? 0 : 1;
    }
  }

  private boolean run(SparkSession session, RunReport report) throws IOException {
    Path folder = output.folder();
    ExportFiles files = output.files("digits");
    files.checkFree();
    Path scoredFolder = folder.resolve("scored");
    ImageTable.checkFree(scoredFolder, files.force());
    Dataset<Row> digits =
        ImageTable.write(session, Digits.all(), copies, folder.resolve("digits"), files.force());
    train(files.model());

    SparkScorer scorer =
        SparkScorer.load(session, SparkFlags.uri(files.model())).keep("id", "label");
    long start = System.nanoTime();
    scorer
        .score(digits, "image")
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(SparkFlags.uri(scoredFolder));
    double seconds = (System.nanoTime() - start) / 1e9;
    Dataset<Row> scored = session.read().parquet(SparkFlags.uri(scoredFolder));
    long rows = scored.count();
    float[] plain = new PlainScorer(scorer.model(), BATCH).scores(Digits.all(), 1);
    long different = PlainScorer.different(scored, plain, Digits.all().count());
    report
        .section("scoring, from Parquet to Parquet")
        .put("rows", rows)
        .put("seconds", seconds)
        .put("rows a second", Math.round(rows / seconds))
        .put("bad rows", scorer.badRows().values().stream().mapToLong(Long::longValue).sum())
        .put("accuracy", (double) scored.where("class = label").count() / rows)
        .put("digits with other answers than one thread without Spark", different);

    scorer.registerClass("digit");
    digits.createOrReplaceTempView("digits");
    System.out.println(QUERY);
    session.sql(QUERY).show();
    return different == 0;
  }

  private void train(Path modelFile) throws IOException {
    TrainTestSplit split = Digits.holdOut(1);
    BinaryMlp mlp =
        new BinaryMlp(
            split.train().shape().features(),
            HIDDEN,
            split.train().classNames().size(),
            new Recipe(Precision.BINARY, 1e-2, 0.8, 1));
    TrainingOptions options =
        new TrainingOptions(EPOCHS, 50, 1, ImageFeed.raw(), Duration.ofHours(1), Optional.empty());
    BnnExporter.of(new Trainer(mlp.configuration(), split.train(), split.test(), options).run())
        .byteInput()
        .labels(split.train().classNames())
        .writeModel(modelFile, StandardCopyOption.REPLACE_EXISTING);
  }
}
