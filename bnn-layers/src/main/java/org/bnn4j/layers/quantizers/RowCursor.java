package org.bnn4j.layers.quantizers;

import java.lang.ref.Reference;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Moves one row at a time between a c-contiguous matrix and a heap array, as doubles.
 *
 * <p>Bulk copies of a row that fits the first cache level cost little, need no fresh matrix, and
 * let the arithmetic run on plain arrays. Not thread-safe: one cursor per task.
 */
final class RowCursor {

  /** The row last loaded, or to be stored. */
  final double[] values;

  private final INDArray matrix;
  private final float[] singles;
  private final FloatBuffer floats;
  private final DoubleBuffer doubles;

  RowCursor(INDArray matrix) {
    this.matrix = matrix;
    int columns = (int) matrix.size(1);
    values = new double[columns];
    // The pointer starts at the view's own offset, but does not know the view's length.
    if (matrix.dataType() == DataType.FLOAT) {
      singles = new float[columns];
      floats = nativeFloats(matrix);
      doubles = null;
    } else {
      singles = null;
      floats = null;
      doubles = nativeDoubles(matrix);
    }
  }

  private static FloatBuffer nativeFloats(INDArray matrix) {
    FloatPointer start = new FloatPointer(matrix.data().addressPointer());
    return start.capacity(matrix.length()).asBuffer();
  }

  private static DoubleBuffer nativeDoubles(INDArray matrix) {
    DoublePointer start = new DoublePointer(matrix.data().addressPointer());
    return start.capacity(matrix.length()).asBuffer();
  }

  void load(int row) {
    if (singles == null) {
      doubles.get(row * values.length, values);
    } else {
      floats.get(row * values.length, singles);
      for (int i = 0; i < values.length; i++) {
        values[i] = singles[i];
      }
    }
    Reference.reachabilityFence(matrix);
  }

  void store(int row) {
    if (singles == null) {
      doubles.put(row * values.length, values);
    } else {
      for (int i = 0; i < values.length; i++) {
        singles[i] = (float) values[i];
      }
      floats.put(row * values.length, singles);
    }
    Reference.reachabilityFence(matrix);
  }
}
