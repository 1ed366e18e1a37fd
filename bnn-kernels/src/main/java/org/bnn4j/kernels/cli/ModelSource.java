package org.bnn4j.kernels.cli;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.format.EmbeddedModel;
import org.bnn4j.kernels.format.ModelReader;
import org.bnn4j.kernels.graph.Graph;

/** Where a command finds its model: in the file of {@code --model}, else in the jar itself. */
final class ModelSource {
  private final String file;

  ModelSource(Arguments arguments) {
    this.file = arguments.value(Arguments.MODEL);
  }

  /** Whether a model is named or embedded. */
  boolean exists() {
    return file != null || BnnModel.class.getResource(EmbeddedModel.RESOURCE) != null;
  }

  /** The model's place, for messages. */
  String name() {
    return file == null ? "the embedded model" : file;
  }

  /** Loads the model, as a graph. */
  Graph graph() throws CliException {
    try (InputStream in = open()) {
      if (in == null) {
        throw CliException.badUsage("this jar holds no model: name one with --model FILE");
      }
      return ModelReader.read(in);
    } catch (IOException e) {
      throw CliException.unreadable(name(), e);
    }
  }

  /** Loads the model, ready to run. */
  BnnModel load() throws CliException {
    return ready(graph());
  }

  /** A model of a graph, unless the kernels that a property names cannot run here. */
  static BnnModel ready(Graph graph) throws CliException {
    // Not by BnnModel.load, which logs: a command that is over soon does not wait for a logger.
    try {
      return BnnModel.of(graph);
    } catch (IllegalStateException e) {
      throw CliException.badData(e.getMessage());
    }
  }

  /** A session, where the arrays of its batch can be made at all. */
  static BnnSession session(BnnModel model, int batch) throws CliException {
    try {
      return model.newSession(batch);
    } catch (IllegalArgumentException e) {
      throw CliException.badData(e.getMessage());
    }
  }

  /** The size of the model file. */
  long bytes() throws IOException {
    try (InputStream in = open()) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private InputStream open() throws FileNotFoundException {
    return file == null
        ? BnnModel.class.getResourceAsStream(EmbeddedModel.RESOURCE)
        : new FileInputStream(file);
  }
}
