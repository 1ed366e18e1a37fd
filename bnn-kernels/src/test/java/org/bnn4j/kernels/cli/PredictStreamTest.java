package org.bnn4j.kernels.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text of any length, as it arrives, in constant memory. The model's score is the sum of a row. */
class PredictStreamTest {
  @TempDir Path folder;
  private String model;

  @BeforeEach
  void writeModel() throws IOException {
    model =
        CliRun.model(
            folder,
            GraphBuilder.input(EdgeKind.BYTE, 3)
                .then("out", RandomModels.binary(1, 3, new int[] {1, 1, 1}))
                .build("plus"));
  }

  private CliRun predict(String text) {
    return CliRun.withInput(text, "predict", "--model", model, "-");
  }

  @Test
  void rowsBeforeTheBadOneAreAnswered() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      text.append("1,2,3\n");
    }
    CliRun run = predict(text + "4,5\n7,8,9\n");
    assertEquals("plus\t6.0\n".repeat(100), run.out());
    run.assertBadData("standard input: line 101: 2 values, and the model takes 3 in a row");
  }

  @Test
  void wideLayersMakeSmallBatches() {
    assertEquals(64, batch(3));
    assertEquals(64, batch(1 << 18));
    assertEquals(16, batch(1 << 20));
    assertEquals(1, batch(1 << 26));
  }

  private static int batch(int width) {
    return Predict.batch(GraphBuilder.input(EdgeKind.FLOAT, width).build());
  }

  @Test
  void wantOfMemoryIsOneLine() {
    InputStream in =
        new InputStream() {
          @Override
          public int read() {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    CliRun.withInput(in, "predict", "--model", model, "-")
        .assertBadData("not enough memory (Java heap space): give Java more with -Xmx");
  }

  @Test
  void manyRowsOverManyBuffers() {
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      text.append(i % 256).append(",0,").append(i % 7).append('\n');
      expected.add("plus\t" + (float) (i % 256 + i % 7));
    }
    assertEquals(expected, predict(text.toString()).lines());
  }

  @Test
  void eachRowOfAPipeIsAnsweredAtOnce() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> answered = new ArrayList<>();
    InputStream rowByRow = new RowByRow(4, out, answered);
    int code =
        Main.run(
            new String[] {"predict", "--model", model, "-"},
            rowByRow,
            out,
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    assertEquals(0, code);
    assertEquals(List.of(0, 1, 2, 3), answered.subList(0, 4));
  }

  @Test
  void anEndlessLineTakesNoMemory() {
    InputStream endless =
        new InputStream() {
          private long left = 200_000_000;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            int n = (int) Math.min(left, length);
            Arrays.fill(buffer, offset, offset + n, (byte) 'x');
            left -= n;
            return n > 0 ? n : -1;
          }
        };
    CliRun.withInput(endless, "predict", "--model", model, "-")
        .assertBadData("standard input: line 1: 1 values, and the model takes 3 in a row");
  }

  /** Gives one row a read, and notes before each how many answers have been written. */
  private static final class RowByRow extends InputStream {
    private final ByteArrayOutputStream out;
    private final List<Integer> answered;
    private final byte[] text;
    private int at;

    RowByRow(int rows, ByteArrayOutputStream out, List<Integer> answered) {
      this.out = out;
      this.answered = answered;
      this.text = "1,2,3\n".repeat(rows).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      return at < text.length ? text[at++] : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int n = Math.min(length, Math.min(6 - at % 6, text.length - at));
      if (at % 6 == 0) {
        answered.add((int) out.toString(StandardCharsets.UTF_8).lines().count());
      }
      System.arraycopy(text, at, buffer, offset, n);
      at += n;
      return n > 0 ? n : -1;
    }
  }
}
