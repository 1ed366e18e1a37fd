package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.EdgeKind;

/** Tells by its first two bytes what an input is: no name or option is needed, and none trusted. */
final class InputFile {
  private static final int GZIP = 0x1F8B;
  private static final int IDX = 0;
  private static final int GZIP_BUFFER = 1 << 16;

  private InputFile() {}

  /**
   * The rows of a stream: IDX if it begins with two zero bytes, else CSV; either may be gzipped.
   */
  static Rows rows(String name, InputStream raw, BnnModel model, int batch) throws IOException {
    PushbackInputStream in = new PushbackInputStream(raw, 2);
    int magic = peek(in);
    if (magic == GZIP) {
      in = new PushbackInputStream(new GZIPInputStream(in, GZIP_BUFFER), 2);
      magic = peek(in);
    }
    return magic == IDX
        ? new IdxImages(name, in, model.inputs(), batch)
        : new CsvRows(
            name, new CsvFields(in), model.inputs(), model.inputKind() == EdgeKind.BYTE, batch);
  }

  /** The first two bytes, which stay unread, or -1 if there are fewer. */
  private static int peek(PushbackInputStream in) throws IOException {
    byte[] head = new byte[2];
    int there = in.readNBytes(head, 0, 2);
    in.unread(head, 0, there);
    return there < 2 ? -1 : (head[0] & 0xFF) << 8 | head[1] & 0xFF;
  }
}
