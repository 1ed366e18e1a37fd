package org.bnn4j.kernels.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.types.BnnFormatException;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * What must hold for any bytes as a model file: they are refused with the typed error, or they are
 * a model that runs, and whose integers all kernels agree on. For systematic damage, and for a
 * fuzzer.
 */
public final class ModelTarget {
  private static final int FIRST_SECTION = 12;
  private static final int HEAD = 8;

  /** Larger models are read and planned, but not run. */
  private static final long MOST_WORK = 1 << 22;

  private ModelTarget() {}

  /** The fuzzer's entry; checksums are made right, or it would never get behind them. */
  public static void fuzzerTestOneInput(byte[] data) {
    isModel(data);
    isModel(withRightChecksums(data));
  }

  /** Whether a file is a model; anything but yes and no is an exception. */
  static boolean isModel(byte[] file) {
    Graph graph;
    try {
      graph = ModelReader.read(new ByteArrayInputStream(file));
    } catch (BnnFormatException e) {
      if (e.offset() < 0 || e.offset() > file.length) {
        throw new AssertionError("no place in a file of " + file.length + " bytes: ", e);
      }
      return false;
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
    BnnModel model = BnnModel.of(graph).onKernels("plain");
    model.describe();
    if (isSmall(graph)) {
      float[] scores = run(model);
      float[] expected = run(model.onKernels("reference"));
      if (isInteger(graph) && !Arrays.equals(expected, scores)) {
        throw new AssertionError(Arrays.toString(scores) + ", not " + Arrays.toString(expected));
      }
    }
    return true;
  }

  private static float[] run(BnnModel model) {
    byte[] input = new byte[model.inputs()];
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) (31 * i);
    }
    float[] scores = new float[model.outputs()];
    try (BnnSession session = model.newSession(1)) {
      session.run(input, 1, scores);
    }
    return scores;
  }

  private static boolean isSmall(Graph graph) {
    long work = 0;
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      work += graph.edge(i).size() + node.op().work(graph.inputs(i), graph.edge(i));
    }
    return work <= MOST_WORK;
  }

  private static boolean isInteger(Graph graph) {
    for (int i = 0; i < graph.nodes().size(); i++) {
      if (graph.edge(i).kind() == EdgeKind.FLOAT) {
        return false;
      }
    }
    return true;
  }

  /** A copy in which the checksum of every section that has room for one is what it should be. */
  static byte[] withRightChecksums(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
    long at = FIRST_SECTION;
    while (at + HEAD + Integer.BYTES <= file.length) {
      long end = at + HEAD + Integer.toUnsignedLong(bytes.getInt((int) at + Integer.BYTES));
      if (end + Integer.BYTES > file.length) {
        break;
      }
      CRC32C crc = new CRC32C();
      crc.update(bytes.array(), (int) at, (int) (end - at));
      bytes.putInt((int) end, (int) crc.getValue());
      at = end + Integer.BYTES;
    }
    return bytes.array();
  }
}
