package org.bnn4j.kernels.cli;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.bnn4j.kernels.BnnFormatException;
import org.bnn4j.kernels.BnnModel;

/** Where a command finds its model: in the file of {@code --model}, else in the jar itself. */
final class ModelSource {
  private final String file;
  private final String command;

  ModelSource(Arguments arguments) {
    this.file = arguments.value(Arguments.MODEL);
    this.command = arguments.command();
  }

  /** Whether a model is named or embedded. */
  boolean exists() {
    return file != null || BnnModel.class.getResource(BnnModel.EMBEDDED_RESOURCE) != null;
  }

  /** The model's place, for messages. */
  String name() {
    return file == null ? "the embedded model" : file;
  }

  /**
   * Loads the model.
   *
   * @throws UsageException if none is named and none embedded
   * @throws IOException if it cannot be read, saying which and why
   */
  BnnModel load() throws IOException, UsageException {
    try (InputStream in = open()) {
      return BnnModel.load(in);
    } catch (BnnFormatException e) {
      throw new DataException(name() + ": " + e.getMessage(), e);
    } catch (IllegalStateException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  /** The size of the model file. */
  long bytes() throws IOException, UsageException {
    try (InputStream in = open()) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private InputStream open() throws FileNotFoundException, UsageException {
    if (file != null) {
      return new BufferedInputStream(new FileInputStream(file));
    }
    InputStream embedded = BnnModel.class.getResourceAsStream(BnnModel.EMBEDDED_RESOURCE);
    if (embedded == null) {
      throw new UsageException(command, "this jar holds no model: name one with --model FILE");
    }
    return embedded;
  }
}
