package org.bnn4j.kernels.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.bnn4j.examples.spark.TestSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadRowsTest {
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

  @Test
  void functionsOfSqlGiveNullOrFail() throws IOException {
    badRows().createOrReplaceTempView("digits");
    SparkScorer scorer = SparkScorer.of(spark, ofBytes);
    scorer.registerClass("digit");
    assertEquals(
        2, spark.sql("SELECT count(digit(image)) FROM digits").head().getLong(0), "not null");
    assertEquals(8, scorer.badRows().values().stream().mapToLong(Long::longValue).sum());
    scorer.onBadRow(OnBadRow.FAIL).registerClass("strict");
    Dataset<Row> strict = spark.sql("SELECT strict(image) FROM digits WHERE id = 2");
    assertEquals(
        "function strict: wrong number of values: 63, and the model takes 64",
        badRow(assertThrows(Exception.class, strict::collectAsList)).getMessage());
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

  static BadRowException badRow(Throwable error) {
    Throwable cause = error;
    while (!(cause instanceof BadRowException)) {
      assertTrue(cause != null, () -> "no BadRowException in " + error);
      cause = cause.getCause();
    }
    return (BadRowException) cause;
  }

  @Test
  void aNumberThatIsNearlyAByteIsNone() throws IOException {
    Double[] image = new Double[64];
    Arrays.fill(image, 3.0);
    image[5] = 2.000000001;
    Dataset<Row> row =
        spark.createDataFrame(
            List.of(RowFactory.create(0, Arrays.asList(image), 0)),
            ScoringFixture.schema(DataTypes.createArrayType(DataTypes.DoubleType)));
    assertEquals(
        BadRow.NOT_A_BYTE.text(),
        SparkScorer.of(spark, ofBytes).score(row, "image").head().getAs("problem"));
  }
}
