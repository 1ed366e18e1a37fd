package org.bnn4j.kernels.exec;

import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.types.EdgeKind;

/** The channels of several maps, pixel by pixel. */
final class ConcatStep implements Step {
  private final Buffers buffers;
  private final int[] inputs;
  private final int node;

  ConcatStep(Buffers buffers, List<Integer> inputs, int node) {
    this.buffers = buffers;
    this.inputs = new int[inputs.size()];
    for (int i = 0; i < this.inputs.length; i++) {
      this.inputs[i] = inputs.get(i);
    }
    this.node = node;
  }

  @Override
  public void run(int rows) {
    boolean ofBits = buffers.edge(node).kind() == EdgeKind.BITS;
    if (ofBits) {
      Arrays.fill(buffers.bits(node), 0, rows * buffers.edge(node).length(), 0);
    }
    int first = 0;
    for (int input : inputs) {
      int pixels = rows * buffers.edge(node).shape().pixels();
      if (ofBits) {
        appendBits(input, first, pixels);
      } else {
        copyValues(input, first, pixels);
      }
      first += channels(input);
    }
  }

  private void appendBits(int input, int first, int pixels) {
    int from = Bits.words(channels(input));
    int to = Bits.words(channels(node));
    for (int pixel = 0; pixel < pixels; pixel++) {
      Bits.append(
          buffers.bits(input),
          pixel * from,
          channels(input),
          buffers.bits(node),
          pixel * to,
          first);
    }
  }

  private void copyValues(int input, int first, int pixels) {
    int from = channels(input);
    int to = channels(node);
    for (int pixel = 0; pixel < pixels; pixel++) {
      System.arraycopy(
          buffers.array(input), pixel * from, buffers.array(node), pixel * to + first, from);
    }
  }

  private int channels(int at) {
    return buffers.edge(at).shape().channels();
  }
}
