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

  /** Begins, in the form that the arguments ask for. */
  Answers(Arguments arguments, BnnModel model, Writer out) throws IOException {
    this.model = model;
    this.form = arguments.has(Arguments.FORMAT) ? arguments.value(Arguments.FORMAT) : TEXT;
    this.allScores = arguments.has(Arguments.SCORES);
    this.out = out;
    if (form.equals(CSV)) {
      header();
    } else if (!form.equals(TEXT) && !form.equals(JSON)) {
      throw CliException.badUsage(
          Arguments.FORMAT + " is " + TEXT + ", " + CSV + " or " + JSON + ", not '" + form + "'");
    }
  }

  private void header() throws IOException {
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
    StringBuilder json = new StringBuilder("{\"class\":").append(best).append(",\"label\":");
    Json.string(json, model.label(best)).append(",\"score\":");
    Json.number(json, session.score(row, best));
    for (int k = 0; allScores && k < model.outputs(); k++) {
      Json.number(json.append(k == 0 ? ",\"scores\":[" : ","), session.score(row, k));
    }
    out.write(json.append(allScores ? "]}\n" : "}\n").toString());
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
