package org.bnn4j.kernels.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Node;

/** Writes a graph as a model file. The same graph always gives the same bytes. */
public final class ModelWriter {
  private final OutputStream out;

  private ModelWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes a model file; does not close the stream.
   *
   * @throws IOException if the stream fails
   */
  public static void write(Graph graph, OutputStream out) throws IOException {
    ModelWriter writer = new ModelWriter(out);
    writer.header();
    for (Node node : graph.nodes()) {
      writer.section(Format.NODE, new OpEncoder().node(node));
    }
    if (!graph.labels().isEmpty()) {
      writer.section(Format.LABELS, new OpEncoder().strings(graph.labels()));
    }
    writer.section(Format.END, new OpEncoder().number(graph.nodes().size()));
  }

  private void header() throws IOException {
    out.write(
        littleEndian(Format.HEADER_BYTES)
            .put(Format.MAGIC)
            .putShort((short) Format.VERSION)
            .putShort((short) 0)
            .array());
  }

  private void section(int tag, OpEncoder payload) throws IOException {
    byte[] bytes = payload.toByteArray();
    byte[] head = littleEndian(8).putInt(tag).putInt(bytes.length).array();
    CRC32C crc = new CRC32C();
    crc.update(head);
    crc.update(bytes);
    out.write(head);
    out.write(bytes);
    out.write(littleEndian(4).putInt((int) crc.getValue()).array());
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
