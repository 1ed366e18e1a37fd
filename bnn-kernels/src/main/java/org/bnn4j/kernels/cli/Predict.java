package org.bnn4j.kernels.cli;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.Writer;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.graph.Graph;

/** Classifies the rows of a file in batches, in constant memory, one line of output a row. */
final class Predict {
  private static final int MAX_BATCH = 64;

  /** The most values that a batch may have at a layer, where one example does not have more. */
  private static final int MAX_VALUES = 1 << 24;

  private Predict() {}

  static void run(Arguments arguments, InputStream standardInput, Writer out, PrintStream err)
      throws IOException {
    arguments.require(
        1,
        1,
        "one FILE, or - for standard input",
        Arguments.MODEL,
        Arguments.SCORES,
        Arguments.FORMAT);
    Graph graph = new ModelSource(arguments).graph();
    BnnModel model = ModelSource.ready(graph);
    Answers answers = new Answers(arguments, model, out);
    String file = arguments.operands().get(0);
    int batch = batch(graph);
    boolean standard = file.equals("-");
    Progress progress = Progress.of(err);
    try (InputStream in = standard ? standardInput : new FileInputStream(file);
        BnnSession session = ModelSource.session(model, batch)) {
      Rows rows = Rows.of(standard ? "standard input" : file, in, model, batch);
      answers.begin();
      answer(rows, session, answers, out, progress);
    } catch (FileNotFoundException e) {
      throw CliException.unreadable(file, e);
    } finally {
      progress.end();
    }
  }

  /** Few rows at once where a layer is wide, so that memory stays small. */
  static int batch(Graph graph) {
    int widest = 1;
    for (int node = 0; node < graph.nodes().size(); node++) {
      widest = Math.max(widest, graph.edge(node).size());
    }
    return Math.max(1, Math.min(MAX_BATCH, MAX_VALUES / widest));
  }

  private static void answer(
      Rows rows, BnnSession session, Answers answers, Writer out, Progress progress)
      throws IOException {
    int[] classes = new int[session.maxBatch()];
    long done = 0;
    int count = rows.classify(session, classes);
    while (count > 0) {
      for (int row = 0; row < count; row++) {
        answers.write(session, row, classes[row]);
      }
      out.flush();
      done += count;
      progress.rows(done);
      count = rows.classify(session, classes);
    }
  }
}
