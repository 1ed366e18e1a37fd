package org.bnn4j.examples.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;

/** The same work without Spark: a loop over images in memory, to compare with. */
final class PlainScorer {
  private final BnnModel model;
  private final int batch;

  PlainScorer(BnnModel model, int batch) {
    this.model = model;
    this.batch = batch;
  }

  /** The scores of all images, by so many threads, each with a session and a share of its own. */
  float[] scores(LabeledImages images, int threads) {
    float[] scores = new float[images.count() * model.outputs()];
    List<CompletableFuture<Void>> shares = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int from = (int) ((long) images.count() * i / threads);
      int to = (int) ((long) images.count() * (i + 1) / threads);
      shares.add(
          CompletableFuture.runAsync(
              () -> score(images, from, to, scores), task -> new Thread(task).start()));
    }
    shares.forEach(CompletableFuture::join);
    return scores;
  }

  private void score(LabeledImages images, int from, int to, float[] scores) {
    int outputs = model.outputs();
    byte[] examples = new byte[batch * model.inputs()];
    float[] answers = new float[batch * outputs];
    try (BnnSession session = model.newSession(batch)) {
      for (int first = from; first < to; first += batch) {
        int count = Math.min(batch, to - first);
        for (int i = 0; i < count; i++) {
          images.copyImage(first + i, examples, i * model.inputs());
        }
        session.run(examples, count, answers);
        System.arraycopy(answers, 0, scores, first * outputs, count * outputs);
      }
    }
  }

  /** How many images a table has no answer of, or not this one only. */
  static long different(Dataset<Row> scored, float[] scores, int images) {
    int outputs = scores.length / images;
    boolean[] same = new boolean[images];
    long others = 0;
    for (Row row : scored.select("id", "scores").distinct().collectAsList()) {
      int image = row.getInt(0);
      List<Float> expected = new ArrayList<>();
      for (int k = 0; k < outputs; k++) {
        expected.add(scores[image * outputs + k]);
      }
      same[image] |= expected.equals(row.getList(1));
      others += expected.equals(row.getList(1)) ? 0 : 1;
    }
    long missing = 0;
    for (boolean found : same) {
      missing += found ? 0 : 1;
    }
    return Math.max(others, missing);
  }
}
