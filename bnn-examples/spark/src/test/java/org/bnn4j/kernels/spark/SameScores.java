package org.bnn4j.kernels.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.bnn4j.kernels.BnnModel;

/** Compares what Spark says of every digit with what one thread says. */
final class SameScores {
  private SameScores() {}

  /**
   * Checks all rows.
   *
   * @param scored columns {@code id}, {@code class} and {@code scores} among others
   */
  static void check(byte[] bytes, Dataset<Row> scored) throws IOException {
    BnnModel model = BnnModel.load(new ByteArrayInputStream(bytes));
    float[] plain = ScoringFixture.plainScores(model);
    List<Row> rows = scored.orderBy("id").select("id", "class", "scores").collectAsList();
    assertEquals(ScoringFixture.DIGITS.count(), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      float[] expected = Arrays.copyOfRange(plain, i * 10, (i + 1) * 10);
      Row row = rows.get(i);
      assertEquals(i, row.getInt(0));
      assertEquals(best(expected), row.getInt(1), "class of digit " + i);
      List<Float> scores = row.getList(2);
      for (int k = 0; k < 10; k++) {
        assertEquals(expected[k], scores.get(k), "digit " + i + ", class " + k);
      }
    }
  }

  private static int best(float[] scores) {
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }
}
