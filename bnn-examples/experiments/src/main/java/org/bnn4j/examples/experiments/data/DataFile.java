package org.bnn4j.examples.experiments.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file read from start to end, unzipped if its first bytes say gzip; it knows where it is. */
final class DataFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final Path path;
  private final InputStream in;
  private long offset;

  private DataFile(Path path, InputStream in) {
    this.path = path;
    this.in = in;
  }

  /** The first of the names, each tried plain and with ".gz", that is a file in the directory. */
  static Path find(Path directory, String... names) throws NoSuchFileException {
    List<String> tried = new ArrayList<>();
    for (String name : names) {
      for (String ending : List.of("", ".gz")) {
        Path candidate = directory.resolve(name + ending);
        if (Files.isRegularFile(candidate)) {
          return candidate;
        }
        tried.add(name + ending);
      }
    }
    throw new NoSuchFileException(
        directory.toString(), null, "holds none of " + String.join(", ", tried));
  }

  static DataFile open(Path path) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER);
    try {
      raw.mark(2);
      boolean zipped = raw.read() == GZIP_FIRST && raw.read() == GZIP_SECOND;
      raw.reset();
      return new DataFile(path, zipped ? new GZIPInputStream(raw, BUFFER) : raw);
    } catch (EOFException | ZipException e) {
      raw.close();
      throw new DataFileException(path, 0, "bad gzip header: " + e.getMessage(), e);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  long offset() {
    return offset;
  }

  /** A big-endian 32-bit number. */
  int readInt(String what) throws IOException {
    byte[] b = readBytes(Integer.BYTES, what);
    return (b[0] & 0xff) << 24 | (b[1] & 0xff) << 16 | (b[2] & 0xff) << 8 | b[3] & 0xff;
  }

  /** A new array that grows with what is really there, so a wrong length cannot exhaust memory. */
  byte[] readBytes(int length, String what) throws IOException {
    try {
      byte[] bytes = in.readNBytes(length);
      requireAll(bytes.length, length, what);
      return bytes;
    } catch (EOFException | ZipException e) {
      throw badGzip(what, e);
    }
  }

  void readInto(byte[] target, int from, int length, String what) throws IOException {
    try {
      requireAll(in.readNBytes(target, from, length), length, what);
    } catch (EOFException | ZipException e) {
      throw badGzip(what, e);
    }
  }

  void requireEnd() throws IOException {
    try {
      if (in.read() >= 0) {
        long extra = 1 + in.transferTo(OutputStream.nullOutputStream());
        throw error(offset, "the data should end here, but " + extra + " bytes follow");
      }
    } catch (EOFException | ZipException e) {
      throw badGzip("the end of the file", e);
    }
  }

  DataFileException error(long at, String problem) {
    return new DataFileException(path, at, problem, null);
  }

  private void requireAll(int read, int wanted, String what) throws DataFileException {
    if (read < wanted) {
      throw error(
          offset + read,
          "the file ends inside " + what + ": " + wanted + " bytes expected, " + read + " found");
    }
    offset += read;
  }

  private DataFileException badGzip(String what, IOException e) {
    return new DataFileException(
        path, offset, "broken gzip data in or after " + what + ": " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
