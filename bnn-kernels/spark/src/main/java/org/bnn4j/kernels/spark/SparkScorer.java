package org.bnn4j.kernels.spark;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.bnn4j.kernels.BnnModel;

/**
 * Scores rows with a packed model, on Spark 3.5 or 4.
 *
 * <pre>{@code
 * SparkScorer scorer = SparkScorer.load(spark, "hdfs:///models/digits.bnn");
 * Dataset<Row> scored = scorer.score(images, "image");   // ... and class, scores, problem
 * scorer.registerClass("digit");                         // SELECT digit(image), count(*) FROM ...
 * }</pre>
 *
 * <p>The model is read on the driver, broadcast as the bytes of its file, and loaded once in each
 * executor's JVM; its kernels are chosen there, by {@code spark.executor.extraJavaOptions} as on
 * any command line. A task has a session of its own and passes it rows in batches, so scores are
 * those of a single thread without Spark on the same kernels, to the bit.
 *
 * <p>Settings are for what is scored and registered after them. The broadcast lives as long as this
 * scorer, the rows that it scored, and the functions that it registered.
 *
 * <p>An example is a column's binary value, unsigned bytes, or its array of numbers, which are made
 * float32; it is raw, as {@link org.bnn4j.kernels.BnnSession} takes it. Binary costs Spark least.
 */
public final class SparkScorer {
  private static final int BATCH = 256;
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;
  private static final DataType SCORES = DataTypes.createArrayType(DataTypes.FloatType, false);

  private final SparkSession spark;
  private final BnnModel model;
  private final ShippedModel shipped;
  private final BadRowCounts counts = new BadRowCounts();
  private int batch = BATCH;
  private OnBadRow onBadRow = OnBadRow.GIVE_NULL;
  private String prefix = "";
  private String[] kept;

  private SparkScorer(SparkSession spark, byte[] bytes) throws IOException {
    this.spark = spark;
    this.model = BnnModel.load(new ByteArrayInputStream(bytes));
    this.shipped =
        new ShippedModel(JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(bytes));
    spark.sparkContext().register(counts, "bad rows");
  }

  /**
   * Scores with a model that is in memory.
   *
   * @param model the bytes of a model file
   * @throws org.bnn4j.kernels.types.BnnFormatException if they are not a model that this version
   *     can read
   * @throws IOException never otherwise
   */
  public static SparkScorer of(SparkSession spark, byte[] model) throws IOException {
    return new SparkScorer(spark, model.clone());
  }

  /**
   * Scores with a model file.
   *
   * @param file a path in any file system that the session's Hadoop configuration knows, read on
   *     the driver only
   * @throws org.bnn4j.kernels.types.BnnFormatException if it is not a model that this version can
   *     read
   * @throws IOException if it cannot be read
   */
  public static SparkScorer load(SparkSession spark, String file) throws IOException {
    Path path = new Path(file);
    try (InputStream in =
        path.getFileSystem(spark.sparkContext().hadoopConfiguration()).open(path)) {
      return new SparkScorer(spark, in.readAllBytes());
    }
  }

  /**
   * How many rows a session runs at once; 256 unless told otherwise.
   *
   * @param rows at least 1
   * @return this
   * @throws IllegalArgumentException if it is less
   */
  public SparkScorer batch(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("a batch of " + rows + " rows: at least 1");
    }
    this.batch = rows;
    return this;
  }

  /**
   * What becomes of rows that cannot be scored; they get null unless told otherwise.
   *
   * @return this
   */
  public SparkScorer onBadRow(OnBadRow policy) {
    this.onBadRow = policy;
    return this;
  }

  /**
   * What the names of the columns that are added begin with; nothing unless told otherwise.
   *
   * @return this
   */
  public SparkScorer prefix(String prefix) {
    this.prefix = prefix;
    return this;
  }

  /**
   * Which columns the scored rows have besides the three that are added; all of them unless told
   * otherwise. Others are not even read, except the examples: Spark cannot find out by itself what
   * nobody needs behind a model. Without its examples, a table of arrays is scored much faster.
   *
   * @return this
   */
  public SparkScorer keep(String... columns) {
    this.kept = columns.clone();
    return this;
  }

  /** The model, as the driver loaded it. */
  public BnnModel model() {
    return model;
  }

  /**
   * Adds three columns to rows, when an action asks for them: {@code class}, an int, the index of
   * the highest score, the first of them on a tie; {@code scores}, an array of float; and {@code
   * problem}, null, or why the row has neither ({@link BadRow#text()}).
   *
   * @param column whose values are the examples
   * @throws IllegalArgumentException if there is no such column, or none to be kept, it is neither
   *     binary nor an array of numbers, a name to be added is taken (see {@link #prefix}), or the
   *     batch is more than an array holds
   */
  public Dataset<Row> score(Dataset<Row> rows, String column) {
    checkBatch();
    Columns columns = new Columns(rows);
    int example = columns.index(column);
    boolean binary = Inputs.isBinary(columns.schema(), example);
    List<Integer> needed = new ArrayList<>();
    for (String name : kept == null ? columns.schema().fieldNames() : kept) {
      needed.add(columns.index(name));
    }
    StructType answered = answered(columns, needed);
    int[] stay = IntStream.range(0, needed.size()).toArray();
    if (!needed.contains(example)) {
      needed.add(example);
    }
    BadRows badRows = badRows("column '" + column + "'");
    return columns
        .select(needed)
        .mapPartitions(
            new ScorePartition(shipped, needed.indexOf(example), binary, stay, batch, badRows),
            Encoders.row(answered));
  }

  private void checkBatch() {
    int widest = Math.max(model.inputs(), model.outputs());
    if ((long) batch * widest > MAX_VALUES) {
      throw new IllegalArgumentException(
          "a batch of %d rows of %d values is more than an array holds: at most %d rows"
              .formatted(batch, widest, MAX_VALUES / widest));
    }
  }

  private StructType answered(Columns columns, List<Integer> kept) {
    StructType answered = new StructType();
    for (int index : kept) {
      answered = answered.add(columns.schema().apply(index));
    }
    StructType answers =
        new StructType()
            .add(prefix + "class", DataTypes.IntegerType)
            .add(prefix + "scores", SCORES)
            .add(prefix + "problem", DataTypes.StringType);
    for (StructField answer : answers.fields()) {
      for (String name : answered.fieldNames()) {
        if (columns.same(name, answer.name())) {
          throw new IllegalArgumentException(
              "the rows have a column '" + name + "' already: choose a prefix");
        }
      }
      answered = answered.add(answer);
    }
    return answered;
  }

  /**
   * Registers a function of SQL that gives the class of a value, an int, or null for a bad one. It
   * runs value by value: for many rows, {@link #score} is faster.
   *
   * @param name of the function, in this Spark session
   */
  public void registerClass(String name) {
    register(name, ModelFunction.Answer.CLASS, DataTypes.IntegerType);
  }

  /**
   * Registers a function of SQL that gives the scores of a value, an array of float; otherwise as
   * {@link #registerClass}.
   */
  public void registerScores(String name) {
    register(name, ModelFunction.Answer.SCORES, SCORES);
  }

  private void register(String name, ModelFunction.Answer answer, DataType type) {
    spark
        .udf()
        .register(name, new ModelFunction(shipped, answer, badRows("function " + name)), type);
  }

  private BadRows badRows(String where) {
    return new BadRows(onBadRow, counts, where);
  }

  /**
   * Bad rows that were met so far, by reason, in all actions with this scorer's columns and
   * functions. It is Spark's accumulator "bad rows" and counts a row as often as it was scored:
   * more than once when a task is tried again, when two actions need it, when a function stands
   * twice in a query, and when scored rows are sorted, for which Spark makes them twice (write them
   * first, or {@code cache()}). {@code scored.groupBy("problem").count()} counts each once.
   */
  public Map<BadRow, Long> badRows() {
    return counts.value();
  }
}
