package org.bnn4j.examples.experiments.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Makes the small files the tests read, and finds the full ones. */
final class TestFiles {
  private static final Path SHARED = Path.of("..", "..", "shared", "data");

  private TestFiles() {}

  /** An IDX file: the magic number, the dimensions, then as many counted-up bytes as asked. */
  static byte[] idx(int magic, int bytes, int... dimensions) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + bytes).putInt(magic);
    for (int dimension : dimensions) {
      buffer.putInt(dimension);
    }
    for (int i = 0; i < bytes; i++) {
      buffer.put((byte) i);
    }
    return buffer.array();
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(content);
    }
    return zipped.toByteArray();
  }

  /** The directory of a full data set; the calling test is skipped where there is none. */
  static Path shared(String name) {
    Path directory = SHARED.resolve(name);
    assumeTrue(Files.isDirectory(directory), directory + " is not there");
    return directory;
  }
}
