package org.bnn4j.examples.spark.scoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.bnn4j.examples.spark.TestSpark;
import org.bnn4j.kernels.BnnFormatException;
import org.bnn4j.kernels.BnnModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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

  private static Dataset<Row> badRows() {
    Float[] image = new Float[64];
    Arrays.fill(image, 3f);
    return spark.createDataFrame(
        List.of(
            RowFactory.create(0, Arrays.asList(image), 0),
            RowFactory.create(1, null, 0),
            RowFactory.create(2, Collections.nCopies(63, 1f), 0),
            RowFactory.create(3, with(image, null), 0),
            RowFactory.create(4, with(image, Float.NaN), 0),
            RowFactory.create(5, with(image, Float.POSITIVE_INFINITY), 0),
            RowFactory.create(6, with(image, 2.5f), 0),
            RowFactory.create(7, with(image, -1f), 0),
            RowFactory.create(8, with(image, 256f), 0),
            RowFactory.create(9, Arrays.asList(image), 0)),
        ScoringFixture.schema(FLOATS));
  }

  private static List<Float> with(Float[] image, Float value) {
    Float[] changed = image.clone();
    changed[40] = value;
    return Arrays.asList(changed);
  }

  @Test
  void badRowsGiveNullAndAReasonThatIsCounted() throws IOException {
    SparkScorer scorer = SparkScorer.of(spark, ofBytes).batch(4);
    List<Row> scored = scorer.score(badRows().coalesce(1), "image").orderBy("id").collectAsList();
    List<BadRow> expected =
        Arrays.asList(
            null,
            BadRow.NO_VALUE,
            BadRow.WRONG_LENGTH,
            BadRow.NULL_ELEMENT,
            BadRow.NOT_FINITE,
            BadRow.NOT_FINITE,
            BadRow.NOT_A_BYTE,
            BadRow.NOT_A_BYTE,
            BadRow.NOT_A_BYTE,
            null);
    for (Row row : scored) {
      BadRow problem = expected.get(row.getInt(0));
      assertEquals(problem == null ? null : problem.text(), row.getAs("problem"));
      assertEquals(problem != null, row.isNullAt(row.fieldIndex("class")));
      assertEquals(problem != null, row.isNullAt(row.fieldIndex("scores")));
    }
    assertEquals(scored.get(0).getList(4), scored.get(9).getList(4), "rows beside bad ones");
    assertEquals(
        Map.of(
            BadRow.NO_VALUE, 1L,
            BadRow.WRONG_LENGTH, 1L,
            BadRow.NULL_ELEMENT, 1L,
            BadRow.NOT_FINITE, 2L,
            BadRow.NOT_A_BYTE, 3L),
        scorer.badRows());
  }

  @Test
  void aModelOfFloatsTakesFractions() throws IOException {
    SparkScorer scorer = SparkScorer.of(spark, ofFloats);
    assertEquals(5, scorer.score(badRows(), "image").where("class is not null").count());
    assertEquals(2, scorer.badRows().get(BadRow.NOT_FINITE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | column 'image': no value",
        "2 | column 'image': wrong number of values: 63, and the model takes 64",
        "3 | column 'image': a value is null: value 40 is null",
        "4 | column 'image': a value is not finite: value 40 is NaN",
        "8 | column 'image': a value is not a whole number from 0 to 255: value 40 is 256.0"
      })
  void badRowsFailTheJobIfTheyAreTo(int id, String message) throws IOException {
    Dataset<Row> scored =
        SparkScorer.of(spark, ofBytes)
            .onBadRow(OnBadRow.FAIL)
            .score(badRows().where("id = " + id), "image");
    assertEquals(
        message, badRow(assertThrows(Exception.class, scored::collectAsList)).getMessage());
  }

  private static BadRowException badRow(Throwable error) {
    Throwable cause = error;
    while (!(cause instanceof BadRowException)) {
      assertTrue(cause != null, () -> "no BadRowException in " + error);
      cause = cause.getCause();
    }
    return (BadRowException) cause;
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
    badRows().createOrReplaceTempView("digits");
    assertEquals(
        2, spark.sql("SELECT count(digit(image)) FROM digits").head().getLong(0), "not null");
    assertEquals(8, scorer.badRows().values().stream().mapToLong(Long::longValue).sum());
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
    Dataset<Row> none = ScoringFixture.rows(spark, DataTypes.BinaryType, 3).where("id < 0");
    assertEquals(0, SparkScorer.of(spark, ofBytes).score(none, "image").count());
  }

  @Test
  void aModelIsLoadedOnceInAJvm() throws IOException {
    BnnModel first = shipped(ofBytes).get();
    assertTrue(first == shipped(ofBytes.clone()).get(), "the same content");
    assertTrue(first != shipped(ofFloats).get(), "another");
    assertEquals(BnnModel.load(new ByteArrayInputStream(ofBytes)).describe(), first.describe());
  }

  private static ShippedModel shipped(byte[] bytes) {
    return new ShippedModel(
        org.apache.spark.api.java.JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(bytes));
  }
}
