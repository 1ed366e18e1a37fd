package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.io.Writer;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.output.Csv;
import org.bnn4j.kernels.output.Json;

/** Writes one line for each row, in one of three forms. Scores read back as the same floats. */
final class Answers {
  private static final String TEXT = "text";
  private static final String CSV = "csv";
  private static final String JSON = "json";

  private final BnnModel model;
  private final String form;
  private final boolean allScores;
  private final Writer out;

  /** Prepares, for the form that the arguments ask for. */
  Answers(Arguments arguments, BnnModel model, Writer out) throws CliException {
    this.model = model;
    this.form = arguments.has(Arguments.FORMAT) ? arguments.value(Arguments.FORMAT) : TEXT;
    this.allScores = arguments.has(Arguments.SCORES);
    this.out = out;
    if (!form.equals(TEXT) && !form.equals(CSV) && !form.equals(JSON)) {
      throw CliException.badUsage(
          Arguments.FORMAT + " is " + TEXT + ", " + CSV + " or " + JSON + ", not '" + form + "'");
    }
  }

  /** Writes what comes before the first answer. */
  void begin() throws IOException {
    if (!form.equals(CSV)) {
      return;
    }
    out.write("label,score");
    for (int k = 0; allScores && k < model.outputs(); k++) {
      out.write("," + Csv.field(model.label(k)));
    }
    out.write("\n");
  }

  /** Writes the answer for one row of a session's last batch. */
  void write(BnnSession session, int row, int best) throws IOException {
    if (form.equals(JSON)) {
      json(session, row, best);
      return;
    }
    boolean csv = form.equals(CSV);
    String separator = csv ? "," : "\t";
    String label = model.label(best);
    out.write((csv ? Csv.field(label) : plain(label)) + separator + session.score(row, best));
    for (int k = 0; allScores && k < model.outputs(); k++) {
      out.write(separator + session.score(row, k));
    }
    out.write('\n');
  }

  private void json(BnnSession session, int row, int best) throws IOException {
    float[] scores = new float[model.outputs()];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = session.score(row, k);
    }
    StringBuilder json = new StringBuilder();
    Json.answer(json, model.label(best), best, scores, 0, allScores ? scores.length : 0);
    out.write(json.append("}\n").toString());
  }

  /** A label that breaks neither the columns nor the lines of the output. */
  private static String plain(String label) {
    String plain = label;
    for (int i = 0; i < label.length(); i++) {
      if (Character.isISOControl(label.charAt(i))) {
        plain = plain.replace(label.charAt(i), ' ');
      }
    }
    return plain;
  }
}
