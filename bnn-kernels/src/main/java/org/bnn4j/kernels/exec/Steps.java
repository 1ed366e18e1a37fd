package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.paths.FloatProduct;

/**
 * The steps of all operations but integer products; each reads one or two nodes and fills another.
 */
final class Steps {
  private Steps() {}

  /** Accumulators in memory to bits, for a threshold that could not be fused with a product. */
  static Step threshold(int input, int output, Threshold threshold) {
    return buffers -> {
      int channels = threshold.thresholds().length;
      int[] accumulators = buffers.accumulators(input);
      int[] row = new int[channels];
      ThresholdSink sink = new ThresholdSink(threshold, buffers.bits(output));
      return rows -> {
        for (int i = 0; i < rows; i++) {
          System.arraycopy(accumulators, i * channels, row, 0, channels);
          sink.accept(i, 0, channels, row);
        }
      };
    };
  }

  /** Floats to bits. */
  static Step sign(int input, int output) {
    return buffers -> {
      float[] values = buffers.floats(input);
      int[] bits = buffers.bits(output);
      int size = buffers.edge(output).size();
      int rowWords = Bits.words(size);
      return rows -> {
        for (int row = 0; row < rows; row++) {
          Bits.pack(values, row * size, size, bits, row * rowWords);
        }
      };
    };
  }

  /** A product whose inputs are taken as floats. */
  static Step product(int input, int output, FloatProduct product) {
    return buffers -> {
      FloatReader.Source source = FloatReader.source(buffers, input);
      FloatProduct.Worker worker = product.newWorker();
      float[] z = buffers.floats(output);
      return rows -> {
        source.fill().run(rows);
        worker.run(source.floats(), rows, z);
      };
    };
  }

  /**
   * Float arithmetic, one position at a time: all its channels go through one term before the next.
   */
  static Step channelwise(int input, int output, Channelwise op) {
    Term[] terms = op.terms().toArray(Term[]::new);
    return buffers -> {
      FloatReader reader = FloatReader.of(buffers, input);
      float[] values = buffers.floats(output);
      int size = buffers.edge(output).size();
      int channels = buffers.edge(output).shape().channels();
      return rows -> {
        for (int row = 0; row < rows; row++) {
          reader.read(row, values, row * size);
          for (int at = row * size; at < (row + 1) * size; at += channels) {
            for (Term term : terms) {
              term.apply(values, at, channels);
            }
          }
        }
      };
    };
  }

  /** exp(x - max) / sum of the same, over the channels of every position. */
  static Step softmax(int input, int output) {
    return buffers -> {
      float[] x = buffers.floats(input);
      float[] p = buffers.floats(output);
      int channels = buffers.edge(output).shape().channels();
      int size = buffers.edge(output).size();
      return rows -> {
        for (int at = 0; at < rows * size; at += channels) {
          softmax(x, p, at, channels);
        }
      };
    };
  }

  private static void softmax(float[] x, float[] p, int at, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = at; i < at + n; i++) {
      max = Math.max(max, x[i]);
    }
    float sum = 0;
    for (int i = at; i < at + n; i++) {
      p[i] = (float) Math.exp(x[i] - max);
      sum += p[i];
    }
    for (int i = at; i < at + n; i++) {
      p[i] /= sum;
    }
  }

  /** The sum of two edges, as integers or as floats. */
  static Step add(int left, int right, int output) {
    return buffers -> {
      int size = buffers.edge(output).size();
      if (buffers.edge(output).kind() == EdgeKind.ACCUMULATOR) {
        int[] a = buffers.accumulators(left);
        int[] b = buffers.accumulators(right);
        int[] sum = buffers.accumulators(output);
        return rows -> {
          for (int i = 0; i < rows * size; i++) {
            sum[i] = a[i] + b[i];
          }
        };
      }
      float[] a = buffers.floats(left);
      float[] b = buffers.floats(right);
      float[] sum = buffers.floats(output);
      return rows -> {
        for (int i = 0; i < rows * size; i++) {
          sum[i] = a[i] + b[i];
        }
      };
    };
  }
}
