package org.bnn4j.examples.benchmarks.peers;

/** Probabilities of the classes of some examples. */
final class Scores {
  private final float[] scores;
  private final int classes;

  Scores(float[] scores, int classes) {
    this.scores = scores;
    this.classes = classes;
  }

  /** The share of the examples whose class is the same. */
  double sameClasses(Scores other) {
    int same = 0;
    int rows = scores.length / classes;
    for (int row = 0; row < rows; row++) {
      same += best(row) == other.best(row) ? 1 : 0;
    }
    return (double) same / rows;
  }

  private int best(int row) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      if (scores[row * classes + k] > scores[row * classes + best]) {
        best = k;
      }
    }
    return best;
  }

  /** The correlation of logarithms, less each example's mean: of what went into the softmax. */
  double correlation(Scores other) {
    double[] x = logits();
    double[] y = other.logits();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += x[i] * y[i];
      xx += x[i] * x[i];
      yy += y[i] * y[i];
    }
    return xy / Math.sqrt(xx * yy);
  }

  private double[] logits() {
    double[] logits = new double[scores.length];
    for (int first = 0; first < logits.length; first += classes) {
      double mean = 0;
      for (int i = first; i < first + classes; i++) {
        logits[i] = Math.log(scores[i]);
        mean += logits[i] / classes;
      }
      for (int i = first; i < first + classes; i++) {
        logits[i] -= mean;
      }
    }
    return logits;
  }
}
