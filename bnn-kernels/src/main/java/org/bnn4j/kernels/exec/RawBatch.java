package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.types.EdgeKind;

/** The raw values of one call, and how they become a model's input: exactly, or not at all. */
public final class RawBatch implements BatchRunner.Feed {
  private final boolean ofBytes;
  private final int width;
  private byte[] bytes;
  private float[] floats;

  /**
   * Creates one without values.
   *
   * @param width values of an example
   */
  public RawBatch(EdgeKind input, int width) {
    this.ofBytes = input == EdgeKind.BYTE;
    this.width = width;
  }

  /** Takes unsigned bytes. */
  public void set(byte[] batch) {
    bytes = batch;
    floats = null;
  }

  /**
   * Takes floats.
   *
   * @throws IllegalArgumentException if the model takes bytes and one of the first {@code count}
   *     examples has a value that is not a byte
   */
  public void set(float[] batch, int count) {
    if (ofBytes) {
      for (int i = 0; i < count * width; i++) {
        checkByte(batch[i], i);
      }
    }
    floats = batch;
    bytes = null;
  }

  /** Lets go of the caller's array. */
  public void clear() {
    bytes = null;
    floats = null;
  }

  private void checkByte(float value, int i) {
    int integer = (int) value;
    if (integer != value || integer < 0 || integer > 255) {
      throw new IllegalArgumentException(
          "this model takes bytes, and value "
              + i % width
              + " of row "
              + i / width
              + " is "
              + value);
    }
  }

  @Override
  public void fill(Object input, int first, int rows) {
    int from = first * width;
    int values = rows * width;
    if (ofBytes == (bytes != null)) {
      System.arraycopy(ofBytes ? bytes : floats, from, input, 0, values);
    } else if (ofBytes) {
      byte[] target = (byte[]) input;
      for (int i = 0; i < values; i++) {
        target[i] = (byte) floats[from + i];
      }
    } else {
      float[] target = (float[]) input;
      for (int i = 0; i < values; i++) {
        target[i] = bytes[from + i] & 0xFF;
      }
    }
  }
}
