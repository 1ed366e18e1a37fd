package org.bnn4j.kernels.exec;

import java.util.Arrays;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.types.EdgeKind;

/** A map to a vector, where memory does not hold it as one already. */
final class FlattenStep implements Step {
  private final boolean channelsFirst;
  private final Buffers buffers;
  private final int input;
  private final int node;

  FlattenStep(Flatten op, Buffers buffers, int input, int node) {
    this.channelsFirst = op.channelsFirst();
    this.buffers = buffers;
    this.input = input;
    this.node = node;
  }

  /** Whether the vector has its values where the map has them. */
  static boolean isFree(Flatten op, Shape map, EdgeKind kind) {
    boolean inOrder = !op.channelsFirst() || map.channels() == 1 || map.pixels() == 1;
    boolean dense = kind != EdgeKind.BITS || map.channels() % 32 == 0 || map.pixels() == 1;
    return inOrder && dense;
  }

  @Override
  public void run(int rows) {
    Shape map = buffers.edge(input).shape();
    if (buffers.edge(node).kind() != EdgeKind.BITS) {
      for (int row = 0; row < rows; row++) {
        ChannelOrder.ofPixels(buffers.array(input), buffers.array(node), row * map.size(), map);
      }
      return;
    }
    int length = buffers.edge(node).length();
    Arrays.fill(buffers.bits(node), 0, rows * length, 0);
    for (int row = 0; row < rows; row++) {
      if (channelsFirst) {
        packPlanes(row, map, row * length);
      } else {
        append(row * map.pixels(), map, row * length);
      }
    }
  }

  private void append(int firstPixel, Shape map, int to) {
    int words = Bits.words(map.channels());
    for (int pixel = 0; pixel < map.pixels(); pixel++) {
      Bits.append(
          buffers.bits(input),
          (firstPixel + pixel) * words,
          map.channels(),
          buffers.bits(node),
          to,
          pixel * map.channels());
    }
  }

  private void packPlanes(int row, Shape map, int to) {
    int[] bits = buffers.bits(input);
    int words = Bits.words(map.channels());
    int at = 0;
    for (int channel = 0; channel < map.channels(); channel++) {
      for (int pixel = 0; pixel < map.pixels(); pixel++, at++) {
        int bit = Bits.get(bits, (row * map.pixels() + pixel) * words, channel);
        buffers.bits(node)[to + (at >>> 5)] |= bit << at;
      }
    }
  }
}
