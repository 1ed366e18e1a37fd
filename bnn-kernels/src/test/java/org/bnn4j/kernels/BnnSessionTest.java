package org.bnn4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BnnSessionTest {
  private static final int INPUTS = 37;
  private static final int CLASSES = 5;
  private static final int ROWS = 8;

  private final RandomModels models = new RandomModels(5);
  private final BnnModel model = BnnModel.of(models.everyOperation());
  private final byte[] batch = models.bytes(ROWS * INPUTS);

  private static void refused(Class<? extends Exception> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  private static float[] asFloats(byte[] bytes) {
    float[] floats = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      floats[i] = bytes[i] & 0xFF;
    }
    return floats;
  }

  @Test
  void aBatchIsAsItsExamplesOneByOne() {
    float[] scores = new float[ROWS * CLASSES];
    int[] classes = new int[ROWS];
    try (BnnSession whole = model.newSession(ROWS);
        BnnSession single = model.newSession(1)) {
      whole.run(batch, ROWS, scores);
      whole.classify(batch, ROWS, classes);
      float[] one = new float[CLASSES];
      for (int row = 0; row < ROWS; row++) {
        byte[] example = Arrays.copyOfRange(batch, row * INPUTS, (row + 1) * INPUTS);
        assertEquals(classes[row], single.classify(example));
        single.run(example, 1, one);
        for (int k = 0; k < CLASSES; k++) {
          assertEquals(scores[row * CLASSES + k], one[k]);
          assertEquals(one[k], single.score(k));
          assertEquals(one[k], whole.score(row, k));
        }
      }
    }
  }

  @Test
  void fewerRowsThanTheMostLeaveTheRestOfTheArraysAlone() {
    float[] scores = new float[ROWS * CLASSES];
    Arrays.fill(scores, 42);
    try (BnnSession session = model.newSession(ROWS)) {
      session.run(batch, 3, scores);
      assertEquals(42, scores[3 * CLASSES]);
      refused(
          IndexOutOfBoundsException.class,
          "Index 3 out of bounds for length 3",
          () -> session.score(3, 0));
    }
  }

  @Test
  void wholeFloatsAreAsBytes() {
    int[] ofBytes = new int[ROWS];
    int[] ofFloats = new int[ROWS];
    try (BnnSession session = model.newSession(ROWS)) {
      session.classify(batch, ROWS, ofBytes);
      session.classify(asFloats(batch), ROWS, ofFloats);
      assertArrayEquals(ofBytes, ofFloats);
      byte[] example = Arrays.copyOf(batch, INPUTS);
      assertEquals(ofBytes[0], session.classify(asFloats(example)));
    }
  }

  @Test
  void aFloatModelTakesBytesAsNumbers() {
    BnnModel floats = BnnModel.of(models.floatPerceptron(INPUTS, 50, CLASSES));
    float[] ofBytes = new float[ROWS * CLASSES];
    float[] ofFloats = new float[ROWS * CLASSES];
    try (BnnSession session = floats.newSession(ROWS)) {
      session.run(batch, ROWS, ofBytes);
      session.run(asFloats(batch), ROWS, ofFloats);
    }
    assertArrayEquals(ofFloats, ofBytes);
  }

  @Test
  void aByteModelRefusesWhatIsNoByte() {
    int[] classes = new int[ROWS];
    try (BnnSession session = model.newSession(ROWS)) {
      for (float value : new float[] {-1, 256, 0.5f, 1e10f, Float.NaN, Float.POSITIVE_INFINITY}) {
        float[] floats = asFloats(batch);
        floats[2 * INPUTS + 3] = value;
        refused(
            IllegalArgumentException.class,
            "this model takes bytes, and value 3 of row 2 is " + value,
            () -> session.classify(floats, ROWS, classes));
      }
    }
  }

  @Test
  void saysBothNumbersOfAWrongLength() {
    try (BnnSession session = model.newSession(ROWS)) {
      refused(
          IllegalArgumentException.class,
          "an example has 37 values, and 36 came",
          () -> session.classify(new byte[36]));
      refused(
          IllegalArgumentException.class,
          "an example has 37 values, and 38 came",
          () -> session.classify(new float[38]));
      refused(
          IllegalArgumentException.class,
          "2 examples of 37 values take 74, and 73 came",
          () -> session.classify(new byte[73], 2, new int[2]));
      refused(
          IllegalArgumentException.class,
          "the classes of 2 rows take 2 values, and there is room for 1",
          () -> session.classify(new byte[74], 2, new int[1]));
      refused(
          IllegalArgumentException.class,
          "the scores of 2 rows take 10 values, and there is room for 9",
          () -> session.run(new float[74], 2, new float[9]));
    }
  }

  @Test
  void saysHowManyRowsItTakes() {
    try (BnnSession session = model.newSession(ROWS)) {
      assertEquals(ROWS, session.maxBatch());
      for (int rows : new int[] {-1, 0, ROWS + 1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        assertThrows(
            IllegalArgumentException.class,
            () -> session.run(batch, rows, new float[ROWS * CLASSES]),
            "rows " + rows);
      }
      refused(
          IllegalArgumentException.class,
          "a batch of 9 rows, and this session is for 1 to 8",
          () -> session.run(new byte[9 * INPUTS], 9, new float[9 * CLASSES]));
    }
    refused(
        IllegalArgumentException.class,
        "a session is for batches of at least 1 row, not 0",
        () -> model.newSession(0));
    assertThrows(IllegalArgumentException.class, () -> model.newSession(Integer.MAX_VALUE));
  }

  @Test
  void scoresAreThereOnlyAfterARun() {
    try (BnnSession session = model.newSession(ROWS)) {
      assertThrows(IndexOutOfBoundsException.class, () -> session.score(0));
      session.run(batch, 1, new float[CLASSES]);
      session.score(CLASSES - 1);
      assertThrows(IndexOutOfBoundsException.class, () -> session.score(CLASSES));
      assertThrows(IndexOutOfBoundsException.class, () -> session.score(-1));
    }
  }

  @Test
  void aClosedSessionSaysSo() {
    BnnSession session = model.newTracingSession(1);
    session.close();
    session.close();
    String message = "this session is closed";
    Class<IllegalStateException> type = IllegalStateException.class;
    refused(type, message, () -> session.classify(new byte[INPUTS]));
    refused(type, message, () -> session.classify(new float[INPUTS]));
    refused(type, message, () -> session.run(batch, 1, new float[CLASSES]));
    refused(type, message, () -> session.score(0));
    refused(type, message, () -> session.values("in"));
    refused(type, message, session::maxBatch);
  }

  @Test
  void onlyATracingSessionKeepsValues() {
    try (BnnSession fast = model.newSession(1);
        BnnSession tracing = model.newTracingSession(2)) {
      refused(
          IllegalStateException.class,
          "a fast session does not keep the values of layer 'first': use newTracingSession",
          () -> fast.values("first"));
      tracing.run(batch, 2, new float[2 * CLASSES]);
      LayerValues values = tracing.values("in");
      assertEquals(EdgeKind.BYTE, values.kind());
      assertEquals(2, values.rows());
      assertEquals(INPUTS, values.width());
      assertEquals(batch[INPUTS + 4] & 0xFF, values.get(1, 4));
      assertThrows(IndexOutOfBoundsException.class, () -> values.get(2, 0));
      assertThrows(IndexOutOfBoundsException.class, () -> values.get(0, INPUTS));
      assertThrows(IllegalArgumentException.class, () -> tracing.values("nothing"));
    }
  }

  @Test
  void theLowestClassWinsATie() {
    BnnModel ties =
        BnnModel.of(
            GraphBuilder.input(EdgeKind.BYTE, 1)
                .then("out", RandomModels.binary(4, 1, new int[] {-1, 1, 1, -1}))
                .build());
    try (BnnSession session = ties.newSession(1)) {
      assertEquals(1, session.classify(new byte[] {7}));
      assertEquals(7, session.score(1));
      assertEquals(-7, session.score(3));
      assertEquals(0, session.classify(new byte[] {0}));
    }
  }
}
