package org.bnn4j.kernels.serve;

import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.output.Json;

/** Scores as JSON. */
final class Answer {
  private final BnnModel model;
  private final float[] scores;
  private final StringBuilder json = new StringBuilder();

  Answer(BnnModel model, float[] scores) {
    this.model = model;
    this.scores = scores;
  }

  /**
   * The answer for one example, or the list of them all, with the microseconds of the model's run.
   */
  String json(boolean single, long nanos) {
    if (single) {
      example(0);
    } else {
      json.append("{\"answers\":[");
      for (int at = 0; at < scores.length; at += model.outputs()) {
        json.append(at == 0 ? "\n" : ",\n");
        example(at);
        json.append('}');
      }
      json.append("]");
    }
    return json.append(",\"micros\":").append(nanos / 100 / 10.0).append("}\n").toString();
  }

  private void example(int at) {
    int best = 0;
    for (int k = 1; k < model.outputs(); k++) {
      if (scores[at + k] > scores[at + best]) {
        best = k;
      }
    }
    Json.answer(json, model.label(best), best, scores, at, model.outputs());
  }
}
