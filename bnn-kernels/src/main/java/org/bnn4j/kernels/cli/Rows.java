package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.input.PngPicture;

/**
 * The examples of an input. Its first two bytes tell what it is: no name or option is needed, and
 * none trusted.
 */
abstract class Rows {
  private static final int GZIP = 0x1F8B;
  private static final int IDX = 0;
  private static final int GZIP_BUFFER = 1 << 16;

  private final String name;

  Rows(String name) {
    this.name = name;
  }

  /**
   * The rows of a stream: IDX if it begins with two zero bytes, a picture if it begins as PNG files
   * do, else CSV; each may be gzipped.
   */
  static Rows of(String name, InputStream raw, BnnModel model, int batch) throws CliException {
    try {
      PushbackInputStream in = new PushbackInputStream(raw, 2);
      int magic = peek(in);
      if (magic == GZIP) {
        in = new PushbackInputStream(new GZIPInputStream(in, GZIP_BUFFER), 2);
        magic = peek(in);
      }
      if (magic == PngPicture.MAGIC) {
        return new PngRow(name, in, model);
      }
      return magic == IDX
          ? new IdxImages(name, in, model, batch)
          : new CsvRows(name, in, model, batch);
    } catch (IOException e) {
      throw CliException.unreadable(name, e);
    }
  }

  /** The first two bytes, which stay unread, or -1 if there are fewer. */
  private static int peek(PushbackInputStream in) throws IOException {
    byte[] head = new byte[2];
    int there = in.readNBytes(head, 0, 2);
    in.unread(head, 0, there);
    return there < 2 ? -1 : (head[0] & 0xFF) << 8 | head[1] & 0xFF;
  }

  /**
   * Classifies the next examples, as many as the session takes or fewer.
   *
   * @param classes receives their classes
   * @return how many there were, 0 at the end
   * @throws CliException if the next example is bad, saying where; those before it have been given
   */
  final int classify(BnnSession session, int[] classes) throws CliException {
    try {
      return read(session, classes);
    } catch (IOException e) {
      throw CliException.unreadable(name, e);
    }
  }

  /** As {@link #classify}, without regard for failures of the stream. */
  abstract int read(BnnSession session, int[] classes) throws IOException;

  /** Says what is wrong with the input. */
  final CliException wrong(String what) {
    return CliException.badData(name + ": " + what);
  }
}
