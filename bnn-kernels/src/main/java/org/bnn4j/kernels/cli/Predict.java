package org.bnn4j.kernels.cli;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;

/** Classifies the rows of a file in batches, in constant memory, one line of output a row. */
final class Predict implements Command {
  private static final int BATCH = 64;

  @Override
  public List<String> options() {
    return List.of(Arguments.MODEL, Arguments.SCORES);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException, UsageException {
    arguments.requireOperands(1, 1, "one FILE, or - for standard input");
    BnnModel model = new ModelSource(arguments).load();
    String file = arguments.operands().get(0);
    boolean standardInput = file.equals("-");
    String name = standardInput ? "standard input" : file;
    try (InputStream in = standardInput ? console.in() : new FileInputStream(file);
        BnnSession session = model.newSession(BATCH)) {
      Rows rows = InputFile.rows(name, in, model, BATCH);
      predict(model, rows, session, arguments.has(Arguments.SCORES), console.out());
    } catch (DataException | OutputException | FileNotFoundException e) {
      throw e;
    } catch (EOFException e) {
      throw new DataException(name + ": the compressed data end too early", e);
    } catch (IOException e) {
      throw new DataException(name + ": " + e.getMessage(), e);
    }
  }

  private static void predict(
      BnnModel model, Rows rows, BnnSession session, boolean allScores, Output out)
      throws IOException {
    int[] classes = new int[session.maxBatch()];
    int count = rows.classify(session, classes);
    while (count > 0) {
      for (int row = 0; row < count; row++) {
        out.text(plain(model.label(classes[row]))).tab().number(session.score(row, classes[row]));
        for (int k = 0; allScores && k < model.outputs(); k++) {
          out.tab().number(session.score(row, k));
        }
        out.endLine();
      }
      out.flush();
      count = rows.classify(session, classes);
    }
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
