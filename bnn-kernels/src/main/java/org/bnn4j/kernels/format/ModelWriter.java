package org.bnn4j.kernels.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Node;

/** Writes a graph as a model file. The same graph always gives the same bytes. */
public final class ModelWriter {
  private final OutputStream out;
  private final OpEncoder next = new OpEncoder();

  private ModelWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes a model file; does not close the stream.
   *
   * @throws IOException if the stream fails
   */
  public static void write(Graph graph, OutputStream out) throws IOException {
    new ModelWriter(out).write(graph);
  }

  private void write(Graph graph) throws IOException {
    next.number((int) Format.MAGIC);
    next.number((int) (Format.MAGIC >>> Integer.SIZE));
    next.number(Format.VERSION);
    out.write(next.take());
    for (Node node : graph.nodes()) {
      next.node(node);
      section(Format.NODE);
    }
    if (!graph.labels().isEmpty()) {
      next.number(graph.labels().size());
      for (String label : graph.labels()) {
        next.string(label);
      }
      section(Format.LABELS);
    }
    if (graph.picture().isPresent()) {
      next.picture(graph.picture().get());
      section(Format.PICTURE);
    }
    next.number(graph.nodes().size());
    section(Format.END);
  }

  /** Writes a section of what has been gathered. */
  private void section(int tag) throws IOException {
    byte[] payload = next.take();
    next.number(tag);
    next.number(payload.length);
    byte[] head = next.take();
    CRC32C crc = new CRC32C();
    crc.update(head);
    crc.update(payload);
    next.number((int) crc.getValue());
    out.write(head);
    out.write(payload);
    out.write(next.take());
  }
}
