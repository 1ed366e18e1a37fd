package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.io.InputStream;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;

/**
 * Images of unsigned bytes in an IDX file, the format of the MNIST files: two zero bytes, the type
 * of value, the number of dimensions, each dimension as four bytes, highest first, and the values.
 */
final class IdxImages extends Rows {
  private static final int UNSIGNED_BYTES = 8;

  private final InputStream in;
  private final int inputs;
  private final byte[] batch;
  private final long images;
  private long done;

  /** Reads the header and checks that each image has as many values as the model takes. */
  IdxImages(String name, InputStream in, BnnModel model, int maxRows) throws IOException {
    super(name);
    this.in = in;
    this.inputs = model.inputs();
    this.batch = new byte[maxRows * inputs];
    byte[] head = take(4);
    if (head[2] != UNSIGNED_BYTES) {
      throw wrong(
          String.format("IDX values of type %02x, and only 08, unsigned bytes, are read", head[2]));
    }
    int dimensions = head[3] & 0xFF;
    if (dimensions < 2) {
      throw wrong("an IDX file of " + dimensions + " dimensions holds no images but labels");
    }
    this.images = dimension();
    long size = 1;
    StringBuilder shape = new StringBuilder();
    for (int i = 1; i < dimensions; i++) {
      long extent = dimension();
      size = extent == 0 ? 0 : Math.min(size, Long.MAX_VALUE / extent) * extent;
      shape.append(i == 1 ? "" : "x").append(extent);
    }
    if (size != inputs) {
      throw wrong("images of " + shape + " values, and the model takes " + inputs);
    }
  }

  private long dimension() throws IOException {
    byte[] bytes = take(4);
    return (bytes[0] & 0xFFL) << 24
        | (bytes[1] & 0xFF) << 16
        | (bytes[2] & 0xFF) << 8
        | bytes[3] & 0xFF;
  }

  private byte[] take(int n) throws IOException {
    byte[] bytes = in.readNBytes(n);
    if (bytes.length < n) {
      throw wrong("the file ends inside the IDX header");
    }
    return bytes;
  }

  @Override
  int read(BnnSession session, int[] classes) throws IOException {
    int wanted = (int) Math.min(images - done, session.maxBatch());
    if (wanted == 0) {
      if (in.read() >= 0) {
        throw wrong("bytes after the last of " + images + " images");
      }
      return 0;
    }
    int whole = in.readNBytes(batch, 0, wanted * inputs) / inputs;
    if (whole == 0) {
      throw wrong("the file ends inside image " + (done + 1) + " of " + images);
    }
    session.classify(batch, whole, classes);
    done += whole;
    return whole;
  }
}
