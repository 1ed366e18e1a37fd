package org.bnn4j.kernels.serve;

import java.util.Arrays;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;

/**
 * The examples of a request.
 *
 * @param rows how many there are
 * @param bytes their values, or null
 * @param floats their values, where they are not bytes
 * @param single whether the request was for one example, not for a list of them
 */
record Batch(int rows, byte[] bytes, float[] floats, boolean single) {
  /**
   * The scores of all examples.
   *
   * @throws IllegalArgumentException if the model takes bytes and a value is not a byte
   */
  float[] run(BnnModel model, BnnSession session) {
    float[] scores = new float[rows * model.outputs()];
    int most = session.maxBatch();
    for (int row = 0; row < rows; row += most) {
      int count = Math.min(most, rows - row);
      float[] part = rows <= most ? scores : new float[count * model.outputs()];
      if (bytes != null) {
        session.run(part(bytes, model, row, count), count, part);
      } else {
        session.run(part(floats, model, row, count), count, part);
      }
      if (part != scores) {
        System.arraycopy(part, 0, scores, row * model.outputs(), part.length);
      }
    }
    return scores;
  }

  private byte[] part(byte[] all, BnnModel model, int row, int count) {
    return count == rows
        ? all
        : Arrays.copyOfRange(all, row * model.inputs(), (row + count) * model.inputs());
  }

  private float[] part(float[] all, BnnModel model, int row, int count) {
    return count == rows
        ? all
        : Arrays.copyOfRange(all, row * model.inputs(), (row + count) * model.inputs());
  }
}
