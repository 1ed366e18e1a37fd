package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.paths.BytePlanes;
import org.bnn4j.kernels.paths.IntProduct;

/**
 * Runs a plan, node by node, in memory of its own: a run allocates nothing. Belongs to one thread
 * at a time.
 */
public final class Runner {
  private final Plan plan;
  private final boolean keepAll;
  private final int nodes;
  private final Buffers buffers;
  private final ProductSink[] sinks;
  private final int[][][] intScratch;
  private final float[][][] floatScratch;

  /** What a node puts out as products read it, where that is another form: planes of bytes. */
  private final int[][] planes;

  /** The same for floats of what is none. */
  private final float[][] floats;

  /**
   * Makes a runner.
   *
   * @param maxRows the most examples of one run
   * @param keepAll whether the values of every node are wanted, of fused products too
   */
  public Runner(Plan plan, int maxRows, boolean keepAll) {
    Graph graph = plan.graph();
    this.plan = plan;
    this.keepAll = keepAll;
    this.nodes = graph.nodes().size();
    this.buffers = new Buffers(graph, maxRows);
    this.sinks = new ProductSink[nodes];
    this.intScratch = new int[nodes][][];
    this.floatScratch = new float[nodes][][];
    this.planes = new int[nodes][];
    this.floats = new float[nodes][];
    buffers.allocate(0);
    for (int node = 1; node < nodes; node++) {
      if (isKept(node)) {
        buffers.allocate(node);
      }
      prepare(node);
    }
    needFloats(nodes - 1);
  }

  private boolean isKept(int node) {
    return keepAll || !plan.isFused(node);
  }

  private void prepare(int node) {
    int input = plan.input(node);
    IntProduct product = plan.intProduct(node);
    Threshold threshold = plan.op(node) instanceof Threshold t ? t : null;
    if (threshold != null || product != null && isKept(node)) {
      sinks[node] =
          new ProductSink(threshold, buffers.edge(node).size(), buffers.accumulators(node));
    }
    if (product != null) {
      intScratch[node] = product.newScratch();
      if (buffers.edge(input).kind() == EdgeKind.BYTE) {
        planes[input] = new int[buffers.length(product.rowWords())];
      }
    } else if (plan.floatProduct(node) != null) {
      floatScratch[node] = plan.floatProduct(node).newScratch();
      needFloats(input);
    }
  }

  private void needFloats(int node) {
    boolean there = buffers.edge(node).kind() == EdgeKind.FLOAT;
    floats[node] =
        there ? buffers.floats(node) : new float[buffers.length(buffers.edge(node).size())];
  }

  /** The values of all nodes, those of the input for the caller to fill. */
  public Buffers buffers() {
    return buffers;
  }

  /** What the last node puts out, as floats. */
  public float[] answer() {
    return floats[nodes - 1];
  }

  /** Runs the first {@code rows} rows of the input. */
  public void run(int rows) {
    for (int node = 1; node < nodes; node++) {
      if (isKept(node)) {
        run(node, plan.op(node), plan.input(node), rows);
      }
    }
    fillFloats(nodes - 1, rows);
  }

  private void run(int node, Op op, int input, int rows) {
    if (plan.intProduct(node) != null) {
      product(node, node, rows);
    } else if (plan.floatProduct(node) != null) {
      fillFloats(input, rows);
      plan.floatProduct(node).run(floats[input], rows, buffers.floats(node), floatScratch[node]);
    } else if (op instanceof Threshold) {
      if (isKept(input)) {
        threshold(input, node, rows);
      } else {
        product(input, node, rows);
      }
    } else if (op instanceof Sign) {
      sign(input, node, rows);
    } else if (op instanceof Channelwise channelwise) {
      channelwise(channelwise, input, node, rows);
    } else if (op instanceof Softmax) {
      softmax(input, node, rows);
    } else if (op instanceof Add) {
      add(input, plan.graph().nodes().get(node).inputs().get(1), node, rows);
    } else {
      throw new IllegalStateException("cannot run " + op);
    }
  }

  /** Bits or bytes to accumulators, or, if another node takes these, straight to its bits. */
  private void product(int node, int output, int rows) {
    int input = plan.input(node);
    IntProduct product = plan.intProduct(node);
    int[] activations = planes[input];
    if (buffers.edge(input).kind() == EdgeKind.BITS) {
      activations = buffers.bits(input);
    } else {
      int size = buffers.edge(input).size();
      for (int row = 0; row < rows; row++) {
        BytePlanes.split(
            buffers.bytes(input), row * size, size, activations, row * product.rowWords());
      }
    }
    product.run(activations, rows, intScratch[node], sinks[output]);
  }

  /** Accumulators in memory to bits, for a threshold that could not be fused with a product. */
  private void threshold(int input, int node, int rows) {
    int channels = buffers.edge(node).size();
    for (int row = 0; row < rows; row++) {
      sinks[node].pack(
          buffers.accumulators(input), row * channels, channels, row * Bits.words(channels), 0);
    }
  }

  private void fillFloats(int node, int rows) {
    if (buffers.edge(node).kind() != EdgeKind.FLOAT) {
      for (int row = 0; row < rows; row++) {
        buffers.readFloats(node, row, floats[node], row * buffers.edge(node).size());
      }
    }
  }

  private void sign(int input, int node, int rows) {
    int size = buffers.edge(node).size();
    for (int row = 0; row < rows; row++) {
      Bits.pack(
          buffers.floats(input), row * size, size, buffers.bits(node), row * Bits.words(size));
    }
  }

  /** One position at a time: all its channels go through one term before the next. */
  private void channelwise(Channelwise op, int input, int node, int rows) {
    float[] values = buffers.floats(node);
    int size = buffers.edge(node).size();
    int channels = buffers.edge(node).shape().channels();
    for (int row = 0; row < rows; row++) {
      buffers.readFloats(input, row, values, row * size);
      for (int at = row * size; at < (row + 1) * size; at += channels) {
        // Not for each term: the iterator would be an allocation.
        for (int term = 0; term < op.terms().size(); term++) {
          op.terms().get(term).apply(values, at, channels);
        }
      }
    }
  }

  private void softmax(int input, int node, int rows) {
    int channels = buffers.edge(node).shape().channels();
    for (int at = 0; at < rows * buffers.edge(node).size(); at += channels) {
      softmax(buffers.floats(input), buffers.floats(node), at, at + channels);
    }
  }

  private static void softmax(float[] x, float[] p, int from, int to) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      max = Math.max(max, x[i]);
    }
    float sum = 0;
    for (int i = from; i < to; i++) {
      p[i] = (float) Math.exp(x[i] - max);
      sum += p[i];
    }
    for (int i = from; i < to; i++) {
      p[i] /= sum;
    }
  }

  private void add(int left, int right, int node, int rows) {
    int values = rows * buffers.edge(node).size();
    if (buffers.edge(node).kind() == EdgeKind.FLOAT) {
      float[] a = buffers.floats(left);
      float[] b = buffers.floats(right);
      float[] sum = buffers.floats(node);
      for (int i = 0; i < values; i++) {
        sum[i] = a[i] + b[i];
      }
    } else {
      int[] a = buffers.accumulators(left);
      int[] b = buffers.accumulators(right);
      int[] sum = buffers.accumulators(node);
      for (int i = 0; i < values; i++) {
        sum[i] = a[i] + b[i];
      }
    }
  }
}
