package org.bnn4j.kernels.cli;

import java.io.ByteArrayInputStream;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * What must hold for any bytes as rows of numbers or images: they are read, or they are refused
 * with an error of one line.
 */
public final class RowsTarget {
  private static final int BATCH = 4;
  private static final BnnModel BYTES = model(EdgeKind.BYTE);
  private static final BnnModel FLOATS = model(EdgeKind.FLOAT);

  private RowsTarget() {}

  private static BnnModel model(EdgeKind kind) {
    return BnnModel.of(
        GraphBuilder.input(kind, 3)
            .then("out", RandomModels.binary(2, 3, new int[] {1, 1, 1, 1, 1, -1}))
            .build());
  }

  /** The fuzzer's entry. */
  public static void fuzzerTestOneInput(byte[] data) {
    rows(data, BYTES);
    rows(data, FLOATS);
  }

  /** How many rows there are before the first bad one. */
  static int rows(byte[] data, BnnModel model) {
    int rows = 0;
    try (BnnSession session = model.newSession(BATCH)) {
      Rows all = Rows.of("file", new ByteArrayInputStream(data), model, BATCH);
      int[] classes = new int[BATCH];
      int count = all.classify(session, classes);
      while (count > 0) {
        rows += count;
        count = all.classify(session, classes);
      }
    } catch (CliException e) {
      if (e.getMessage() == null || e.getMessage().indexOf('\n') >= 0) {
        throw new AssertionError("no message of one line", e);
      }
    }
    return rows;
  }
}
