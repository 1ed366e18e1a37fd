package org.bnn4j.kernels.cli;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;

/** Classifies the rows of a file in batches, in constant memory, one line of output a row. */
final class Predict {
  private static final int MAX_BATCH = 64;

  /** The most values that a batch may have at a layer, where one example does not have more. */
  private static final int MAX_VALUES = 1 << 24;

  private Predict() {}

  static void run(Arguments arguments, InputStream standardInput, Writer out) throws IOException {
    arguments.require(1, 1, "one FILE, or - for standard input", Arguments.MODEL, Arguments.SCORES);
    BnnModel model = new ModelSource(arguments).load();
    String file = arguments.operands().get(0);
    int batch = batch(model);
    boolean standard = file.equals("-");
    try (InputStream in = standard ? standardInput : new FileInputStream(file);
        BnnSession session = ModelSource.session(model, batch)) {
      Rows rows = Rows.of(standard ? "standard input" : file, in, model, batch);
      int[] classes = new int[batch];
      int count = rows.classify(session, classes);
      while (count > 0) {
        for (int row = 0; row < count; row++) {
          answer(model, session, row, classes[row], arguments.has(Arguments.SCORES), out);
        }
        out.flush();
        count = rows.classify(session, classes);
      }
    } catch (FileNotFoundException e) {
      throw CliException.unreadable(file, e);
    }
  }

  /** Few rows at once where a layer is wide, so that memory stays small. */
  static int batch(BnnModel model) {
    return Math.max(1, Math.min(MAX_BATCH, MAX_VALUES / model.widestLayer()));
  }

  /** Writes one line; a score reads back as the same float. */
  private static void answer(
      BnnModel model, BnnSession session, int row, int best, boolean allScores, Writer out)
      throws IOException {
    out.write(plain(model.label(best)) + "\t" + session.score(row, best));
    for (int k = 0; allScores && k < model.outputs(); k++) {
      out.write("\t" + session.score(row, k));
    }
    out.write('\n');
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
