package org.bnn4j.examples.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.bnn4j.examples.experiments.data.ImageShape;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.Outcome;
import org.bnn4j.examples.experiments.support.ReportSection;
import org.bnn4j.examples.experiments.support.RunReport;
import org.bnn4j.examples.experiments.training.BinaryMlp;
import org.bnn4j.examples.experiments.training.ExportFiles;
import org.bnn4j.examples.experiments.training.OutputFlags;
import org.bnn4j.examples.experiments.training.Precision;
import org.bnn4j.examples.experiments.training.Recipe;
import org.bnn4j.kernels.spark.SparkScorer;
import org.bnn4j.layers.export.BnnExporter;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What Spark costs a row, beside a loop without it. */
@Command(
    name = "SparkScoringSpeed",
    description =
        "Measures how many rows a second Spark scores on threads of this machine, beside a plain loop on as many "
            + "threads, with an untrained binary perceptron and random images. All take turns in every round.")
public final class SparkScoringSpeed implements Callable<Integer> {
  private static final int CLASSES = 10;
  private static final ImageShape SHAPE = new ImageShape(1, 28, 28);
  private static final String LOOP = "loop";
  private static final double MEDIAN = 50;

  @Option(names = "--rows", description = "Images")
  private int rows = 60_000;

  @Option(names = "--width", description = "Outputs of a hidden layer")
  private int width = 1024;

  @Option(names = "--depth", description = "Hidden layers")
  private int depth = 3;

  @Option(names = "--batch", description = "Rows that a session runs at once")
  private int batch = 256;

  @Option(names = "--threads", description = "Threads, of Spark and of the loop")
  private int threads = 2;

  @Option(names = "--rounds", description = "Rounds that count, after one that does not")
  private int rounds = 7;

  @Mixin private final OutputFlags output = new OutputFlags("spark-speed");
  @Mixin private Outcome outcome;

  /** Runs the measurement; {@code --help} explains it. */
  public static void main(String[] args) {
    SparkFlags.end(Launcher.run(new SparkScoringSpeed(), args));
  }

  @Override
  public Integer call() throws Exception {
    try (SparkSession spark =
        SparkSession.builder()
            .appName("SparkScoringSpeed")
            .master("local[" + threads + "]")
            .getOrCreate()) {
      RunReport report = new RunReport("Rows a second, in a loop and on Spark");
      SparkFlags.describe(spark, report.section("Spark"));
      long different = measure(spark, report);
      outcome.publish(report);
      return different == 0 ? 0 : 1;
    }
  }

  private long measure(SparkSession spark, RunReport report) throws IOException {
    LabeledImages images = images();
    ExportFiles files = output.files("model");
    files.checkFree();
    Dataset<Row> parquet =
        ImageTable.write(spark, images, 1, output.folder().resolve("images"), files.force());
    exportUntrained(files.model());
    SparkScorer scorer = SparkScorer.load(spark, SparkFlags.uri(files.model())).batch(batch);
    Map<String, Dataset<Row>> ways = ways(parquet, scorer);

    PlainScorer loop = new PlainScorer(scorer.model(), batch);
    float[] expected = loop.scores(images, 1);
    long different = 0;
    for (Dataset<Row> way : ways.values()) {
      different += PlainScorer.different(way, expected, rows);
    }
    Map<String, Runnable> runs = new LinkedHashMap<>();
    runs.put(LOOP, () -> loop.scores(images, threads));
    ways.forEach((name, way) -> runs.put(name, () -> consume(way)));
    runs.put("Spark, Parquet read and not scored", () -> consume(parquet));
    ReportSection section =
        report
            .section("rows a second, medians of " + rounds + " rounds")
            .put("batch", batch)
            .put("kernels", scorer.model().kernels())
            .put("answers that differ", different);
    describe(section, inTurns(runs));
    return different;
  }

  private void describe(ReportSection section, Map<String, double[]> seconds) {
    double[] loop = seconds.get(LOOP);
    seconds.forEach(
        (name, times) -> {
          double[] ratios = new double[rounds];
          Arrays.setAll(ratios, round -> times[round] / loop[round]);
          section
              .section(name)
              .put("rows a second", Math.round(rows / StatUtils.percentile(times, MEDIAN)))
              .put("time, of the loop's", StatUtils.percentile(ratios, MEDIAN));
        });
  }

  private Map<String, Dataset<Row>> ways(Dataset<Row> parquet, SparkScorer scorer) {
    scorer.registerScores("scores_of");
    UserDefinedFunction toFloats =
        functions.udf(
            (UDF1<byte[], float[]>) SparkScoringSpeed::floats,
            DataTypes.createArrayType(DataTypes.FloatType));
    Dataset<Row> binary = parquet.repartition(2 * threads).cache();
    Dataset<Row> floats = binary.withColumn("image", toFloats.apply(binary.col("image"))).cache();
    Map<String, Dataset<Row>> ways = new LinkedHashMap<>();
    ways.put("Spark, binary in memory", scorer.score(binary, "image"));
    ways.put("Spark, binary in Parquet", scorer.score(parquet, "image"));
    ways.put("Spark, arrays of float in memory", scorer.score(floats, "image"));
    scorer.keep("id");
    ways.put("Spark, binary in memory, not kept", scorer.score(binary, "image"));
    ways.put("Spark, arrays of float in memory, not kept", scorer.score(floats, "image"));
    ways.put(
        "Spark, function of SQL, binary in memory",
        binary.selectExpr("id", "scores_of(image) AS scores"));
    return ways;
  }

  private static float[] floats(byte[] pixels) {
    float[] floats = new float[pixels.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Byte.toUnsignedInt(pixels[i]);
    }
    return floats;
  }

  /** Has Spark make all rows, and throws them away. */
  private static void consume(Dataset<Row> rows) {
    rows.write().format("noop").mode(SaveMode.Overwrite).save();
  }

  /** Seconds of every run, round after round; a first round is for the JIT and the caches. */
  private Map<String, double[]> inTurns(Map<String, Runnable> runs) {
    Map<String, double[]> seconds = new LinkedHashMap<>();
    runs.keySet().forEach(name -> seconds.put(name, new double[rounds]));
    for (int round = -1; round < rounds; round++) {
      for (Map.Entry<String, Runnable> run : runs.entrySet()) {
        long start = System.nanoTime();
        run.getValue().run();
        if (round >= 0) {
          seconds.get(run.getKey())[round] = (System.nanoTime() - start) / 1e9;
        }
      }
    }
    return seconds;
  }

  private LabeledImages images() {
    byte[] pixels = new byte[Math.multiplyExact(rows, SHAPE.features())];
    new Random(1).nextBytes(pixels);
    List<String> names = Collections.nCopies(CLASSES, "");
    return new LabeledImages(SHAPE, 255, pixels, new byte[rows], names);
  }

  private void exportUntrained(Path file) throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new BinaryMlp(
                    SHAPE.features(),
                    Collections.nCopies(depth, width),
                    CLASSES,
                    new Recipe(Precision.BINARY, 1e-2, 1, 1))
                .configuration());
    network.init();
    BnnExporter.of(network).byteInput().writeModel(file, StandardCopyOption.REPLACE_EXISTING);
  }
}
