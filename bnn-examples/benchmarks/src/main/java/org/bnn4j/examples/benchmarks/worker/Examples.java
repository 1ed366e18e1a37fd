package org.bnn4j.examples.benchmarks.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The examples that all networks run on: a file of unsigned bytes, example after example. */
public final class Examples {
  private final byte[] bytes;
  private final int values;

  private Examples(byte[] bytes, int values) {
    this.bytes = bytes;
    this.values = values;
  }

  /**
   * Reads a file.
   *
   * @param values of one example
   */
  public static Examples read(Path file, int values) throws IOException {
    return new Examples(Files.readAllBytes(file), values);
  }

  /** Values of one example. */
  public int values() {
    return values;
  }

  /** The first examples as they are. */
  public byte[] bytes(int batch) {
    if (batch * values > bytes.length) {
      throw new IllegalArgumentException(
          "there are " + bytes.length / values + " examples, not " + batch);
    }
    return Arrays.copyOf(bytes, batch * values);
  }

  /** The first examples as the numbers 0 to 255. */
  public float[] floats(int batch) {
    byte[] first = bytes(batch);
    float[] floats = new float[first.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = first[i] & 0xFF;
    }
    return floats;
  }
}
