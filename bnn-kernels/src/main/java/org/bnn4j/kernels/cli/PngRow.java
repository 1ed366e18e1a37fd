package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.io.InputStream;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.input.InputException;
import org.bnn4j.kernels.input.PngPicture;

/** A PNG picture: one example. */
final class PngRow extends Rows {
  /** Far more than a picture of a model's size takes. */
  private static final int MAX_BYTES = 1 << 26;

  private final InputStream in;
  private final BnnModel model;
  private boolean done;

  PngRow(String name, InputStream in, BnnModel model) {
    super(name);
    this.in = in;
    this.model = model;
  }

  @Override
  int read(BnnSession session, int[] classes) throws IOException {
    if (done) {
      return 0;
    }
    done = true;
    if (model.picture().isEmpty()) {
      throw wrong("a PNG picture, and the model takes none but " + model.inputs() + " numbers");
    }
    byte[] png = in.readNBytes(MAX_BYTES + 1);
    if (png.length > MAX_BYTES) {
      throw wrong("a PNG picture of more than " + MAX_BYTES + " bytes");
    }
    try {
      session.classify(PngPicture.read(png, model), 1, classes);
    } catch (InputException e) {
      throw wrong(e.getMessage());
    }
    return 1;
  }
}
