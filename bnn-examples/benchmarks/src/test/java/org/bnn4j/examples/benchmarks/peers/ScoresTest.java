package org.bnn4j.examples.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScoresTest {
  private final Scores scores = new Scores(new float[] {0.1f, 0.9f, 0.7f, 0.3f}, 2);

  @Test
  void sharpenedSoftmaxIsTheSameButForAFactor() {
    // Squares, made to sum to 1: logits twice as large.
    Scores sharper = new Scores(new float[] {0.012195f, 0.987805f, 0.844828f, 0.155172f}, 2);
    assertEquals(1, scores.sameClasses(sharper));
    assertEquals(1, scores.correlation(sharper), 1e-4);
  }

  @Test
  void otherClassesAreSeen() {
    Scores others = new Scores(new float[] {0.9f, 0.1f, 0.7f, 0.3f}, 2);
    assertEquals(0.5, scores.sameClasses(others));
    Scores opposite = new Scores(new float[] {0.9f, 0.1f, 0.3f, 0.7f}, 2);
    assertEquals(-1, scores.correlation(opposite), 1e-6);
  }
}
