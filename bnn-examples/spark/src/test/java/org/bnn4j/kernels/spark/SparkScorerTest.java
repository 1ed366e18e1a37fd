package org.bnn4j.kernels.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.bnn4j.examples.spark.TestSpark;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.types.BnnFormatException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SparkScorerTest {
  private static final DataType FLOATS = DataTypes.createArrayType(DataTypes.FloatType);

  @TempDir private static Path folder;
  private static byte[] ofBytes;
  private static byte[] ofFloats;
  private static SparkSession spark;

  @BeforeAll
  static void start() throws IOException {
    ofBytes = ScoringFixture.model(true, folder);
    ofFloats = ScoringFixture.model(false, folder);
    spark = TestSpark.local();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  static Stream<Arguments> columns() {
    return Stream.of(
            DataTypes.BinaryType,
            FLOATS,
            DataTypes.createArrayType(DataTypes.DoubleType),
            DataTypes.createArrayType(DataTypes.IntegerType))
        .flatMap(type -> Stream.of(Arguments.of(type, true), Arguments.of(type, false)));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void scoresAreThoseOfOneThreadRowForRow(DataType type, boolean byteInput) throws IOException {
    byte[] bytes = byteInput ? ofBytes : ofFloats;
    Dataset<Row> rows = ScoringFixture.rows(spark, type, 5);
    for (int batch : new int[] {1, 7, 256}) {
      SameScores.check(bytes, SparkScorer.of(spark, bytes).batch(batch).score(rows, "image"));
    }
  }

  @Test
  void allColumnsStay() throws IOException {
    Dataset<Row> rows = ScoringFixture.rows(spark, DataTypes.BinaryType, 2);
    Dataset<Row> scored = SparkScorer.of(spark, ofBytes).prefix("my_").score(rows, "image");
    assertArrayEquals(
        new String[] {"id", "image", "label", "my_class", "my_scores", "my_problem"},
        scored.columns());
    Row row = scored.where("id = 17").head();
    assertArrayEquals(ScoringFixture.DIGITS.image(17), row.<byte[]>getAs("image"));
    assertEquals(ScoringFixture.DIGITS.label(17), row.<Integer>getAs("label"));
  }

  @Test
  void whatIsNotKeptGoes() throws IOException {
    Dataset<Row> rows = ScoringFixture.rows(spark, FLOATS, 2);
    SparkScorer scorer = SparkScorer.of(spark, ofBytes).keep("label", "id");
    Dataset<Row> scored = scorer.score(rows, "image");
    assertArrayEquals(new String[] {"label", "id", "class", "scores", "problem"}, scored.columns());
    assertEquals(
        ScoringFixture.DIGITS.label(17), scored.where("id = 17").head().<Integer>getAs("label"));
    SameScores.check(ofBytes, scored);
    assertThrows(IllegalArgumentException.class, () -> scorer.keep("writer").score(rows, "image"));
  }

  @Test
  void aFileIsReadThroughHadoop() throws IOException {
    Path file = Files.write(folder.resolve("model.bnn"), ofBytes);
    SparkScorer scorer = SparkScorer.load(spark, file.toUri().toString());
    SameScores.check(
        ofBytes, scorer.score(ScoringFixture.rows(spark, DataTypes.BinaryType, 2), "image"));
    assertThrows(
        IOException.class, () -> SparkScorer.load(spark, folder.resolve("none.bnn").toString()));
  }

  @Test
  void aBadModelFailsOnTheDriver() {
    byte[] damaged = ofBytes.clone();
    damaged[damaged.length / 2] ^= 1;
    assertThrows(BnnFormatException.class, () -> SparkScorer.of(spark, damaged));
  }

  @Test
  void whatCannotBeScoredIsRefusedBeforeAnyTaskRuns() throws IOException {
    SparkScorer scorer = SparkScorer.of(spark, ofBytes);
    Dataset<Row> rows = ScoringFixture.rows(spark, DataTypes.BinaryType, 1);
    assertThrows(IllegalArgumentException.class, () -> scorer.score(rows, "picture"));
    assertEquals(
        "column 'label' is int: the model takes binary (unsigned bytes) or an array of numbers (as"
            + " float or double)",
        assertThrows(IllegalArgumentException.class, () -> scorer.score(rows, "label"))
            .getMessage());
    Dataset<Row> scored = scorer.score(rows, "image");
    assertEquals(
        "the rows have a column 'class' already: choose a prefix",
        assertThrows(IllegalArgumentException.class, () -> scorer.score(scored, "image"))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> scorer.batch(0));
    assertThrows(
        IllegalArgumentException.class, () -> scorer.batch(Integer.MAX_VALUE).score(rows, "image"));
  }

  @Test
  void functionsOfSqlSayTheSame() throws IOException {
    SparkScorer scorer = SparkScorer.of(spark, ofBytes);
    scorer.registerClass("digit");
    scorer.registerScores("digit_scores");
    for (DataType type : List.of(DataTypes.BinaryType, FLOATS)) {
      ScoringFixture.rows(spark, type, 3).createOrReplaceTempView("digits");
      SameScores.check(
          ofBytes,
          spark.sql("SELECT id, digit(image) AS class, digit_scores(image) AS scores FROM digits"));
    }
  }

  @Test
  void aFunctionSaysWhatItWasGiven() throws IOException {
    SparkScorer.of(spark, ofBytes).registerClass("digit");
    SparkException error =
        assertThrows(
            SparkException.class,
            () -> spark.sql("SELECT digit(string(id)) FROM range(3)").collect());
    Throwable cause = error;
    while (!(cause instanceof IllegalArgumentException)) {
      cause = cause.getCause();
    }
    assertTrue(
        cause.getMessage().startsWith("function digit: the model takes binary"), cause::getMessage);
    assertTrue(cause.getMessage().endsWith("not java.lang.String"), cause::getMessage);
  }

  @Test
  void emptyPartitionsAreNoMatter() throws IOException {
    Dataset<Row> one =
        spark.createDataFrame(
            context()
                .parallelize(List.of(RowFactory.create(3, ScoringFixture.DIGITS.image(3), 3)), 3),
            ScoringFixture.schema(DataTypes.BinaryType));
    assertEquals(1, SparkScorer.of(spark, ofBytes).score(one, "image").collectAsList().size());
  }

  @Test
  void namesAreComparedAsSparkDoes() throws IOException {
    SparkScorer scorer = SparkScorer.of(spark, ofBytes);
    Dataset<Row> rows = ScoringFixture.rows(spark, DataTypes.BinaryType, 2);
    SameScores.check(ofBytes, scorer.score(rows, "IMAGE"));
    Dataset<Row> taken = rows.withColumnRenamed("label", "Class");
    assertThrows(IllegalArgumentException.class, () -> scorer.score(taken, "image"));
    SameScores.check(
        ofBytes, scorer.score(rows.withColumnRenamed("image", "a.`picture`"), "a.`picture`"));
  }

  @Test
  void aModelIsLoadedOnceInAJvm() throws IOException {
    BnnModel first = shipped(ofBytes).get();
    assertTrue(first == shipped(ofBytes.clone()).get(), "the same content");
    assertTrue(first != shipped(ofFloats).get(), "another");
    assertEquals(BnnModel.load(new ByteArrayInputStream(ofBytes)).describe(), first.describe());
  }

  private static ShippedModel shipped(byte[] bytes) {
    return new ShippedModel(context().broadcast(bytes));
  }

  private static JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }
}
