package org.bnn4j.kernels.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.bnn4j.examples.spark.TestSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On executors that are JVMs of their own, without Deeplearning4j. */
class ClusterScoringTest {
  @TempDir private static Path folder;
  private static byte[] model;
  private static SparkSession spark;

  @BeforeAll
  static void start() throws IOException {
    model = ScoringFixture.model(true, folder);
    spark = TestSpark.clusterForScoring();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static Dataset<Row> rows(int partitions) {
    return ScoringFixture.rows(spark, DataTypes.BinaryType, partitions);
  }

  @Test
  void executorsHaveNoDeeplearning4j() {
    MapFunction<Long, String> load =
        number -> Class.forName("org.deeplearning4j.nn.multilayer.MultiLayerNetwork").getName();
    Exception error =
        assertThrows(
            Exception.class, () -> spark.range(2).map(load, Encoders.STRING()).collectAsList());
    assertTrue(error.toString().contains("ClassNotFoundException"), error::toString);
  }

  @Test
  void scoresAreThoseOfOneThreadRowForRow() throws IOException {
    SparkScorer scorer = SparkScorer.of(spark, model);
    SameScores.check(model, scorer.score(rows(4), "image"));
    scorer.registerClass("digit");
    scorer.registerScores("digit_scores");
    rows(4).createOrReplaceTempView("digits");
    SameScores.check(
        model,
        spark.sql("SELECT id, digit(image) AS class, digit_scores(image) AS scores FROM digits"));
  }

  @Test
  void reasonsAreCountedOnAllExecutors() throws IOException {
    SparkScorer scorer = SparkScorer.of(spark, model);
    Dataset<Row> half = rows(4).selectExpr("id", "if(id % 2 = 0, image, null) AS image", "label");
    assertEquals(898, scorer.score(half, "image").where("problem is not null").count());
    assertEquals(Map.of(BadRow.NO_VALUE, 898L), scorer.badRows());
  }

  @Test
  void anExecutorThatIsKilledLosesNothing() throws IOException {
    Path marker = folder.resolve("killed");
    String markerName = marker.toString();
    MapFunction<Row, Row> deadly =
        row -> {
          if (row.getInt(0) == 1000) {
            TestSpark.killOnce(markerName);
          }
          return row;
        };
    Dataset<Row> rows =
        rows(12).map(deadly, Encoders.row(ScoringFixture.schema(DataTypes.BinaryType)));
    SameScores.check(model, SparkScorer.of(spark, model).score(rows, "image"));
    assertTrue(Files.exists(marker), "no executor was killed");
  }

  @Test
  void aBadRowFailsTheJobFromAfar() throws IOException {
    SparkScorer scorer = SparkScorer.of(spark, model).onBadRow(OnBadRow.FAIL);
    Dataset<Row> one = rows(4).selectExpr("id", "if(id = 7, null, image) AS image", "label");
    assertEquals(
        "column 'image': no value",
        BadRowsTest.badRow(assertThrows(Exception.class, scorer.score(one, "image")::collectAsList))
            .getMessage());
  }
}
