package org.bnn4j.kernels.exec;

import java.util.List;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * The definition of every convolution: one weight times one input at a time, padding and all. Slow,
 * easy to check, and shares no code with the other steps.
 */
final class ReferenceConvStep implements Step {
  private final Buffers buffers;
  private final List<Integer> inputs;
  private final int node;
  private final Shape map;
  private final Shape output;
  private final Weights weights;
  private final boolean depthwise;
  private final Window window;
  private final InputMap inputMap;
  private final boolean integers;

  /** What one example's maps stand for. */
  private final double[][] values;

  /** A weight of an output, by the number of the input that it is for. */
  @FunctionalInterface
  interface Weights {
    double weight(int output, int input);
  }

  /**
   * Reads a convolution.
   *
   * @param depthwise whether an output channel reads one channel only
   */
  ReferenceConvStep(
      Window window,
      InputMap inputMap,
      Weights weights,
      boolean depthwise,
      Buffers buffers,
      List<Integer> inputs,
      int node) {
    this.window = window;
    this.inputMap = inputMap;
    this.weights = weights;
    this.depthwise = depthwise;
    this.buffers = buffers;
    this.inputs = inputs;
    this.node = node;
    this.map = buffers.edge(inputs.get(0)).shape();
    this.output = buffers.edge(node).shape();
    this.integers = buffers.edge(node).kind() == EdgeKind.ACCUMULATOR;
    this.values = new double[inputs.size()][map.size()];
  }

  @Override
  public void run(int examples) {
    int at = 0;
    for (int example = 0; example < examples; example++) {
      for (int input = 0; input < values.length; input++) {
        read(inputs.get(input), example, values[input]);
      }
      for (int y = 0; y < output.height(); y++) {
        for (int x = 0; x < output.width(); x++) {
          for (int out = 0; out < output.channels(); out++, at++) {
            if (integers) {
              buffers.accumulators(node)[at] = (int) sum(y, x, out);
            } else {
              buffers.floats(node)[at] = (float) sum(y, x, out);
            }
          }
        }
      }
    }
  }

  private void read(int input, int example, double[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = inputMap.scale() * buffers.get(input, example, i) - inputMap.offset();
    }
  }

  /** In double precision, in which sums of integers are exact. */
  private double sum(int y, int x, int out) {
    double sum = 0;
    for (double[] input : values) {
      sum += sum(input, y, x, out);
    }
    return sum;
  }

  private double sum(double[] input, int y, int x, int out) {
    int filters = output.channels() / map.channels();
    double sum = 0;
    for (int tap = 0; tap < window.taps(); tap++) {
      int row = window.inputRow(y, tap / window.width());
      int column = window.inputColumn(x, tap % window.width());
      if (depthwise) {
        sum += weights.weight(out, tap) * value(input, row, column, out / filters);
      } else {
        for (int c = 0; c < map.channels(); c++) {
          sum += weights.weight(out, tap * map.channels() + c) * value(input, row, column, c);
        }
      }
    }
    return sum;
  }

  private double value(double[] input, int y, int x, int c) {
    if (y < 0 || y >= map.height() || x < 0 || x >= map.width()) {
      return inputMap.padding();
    }
    return input[(y * map.width() + x) * map.channels() + c];
  }
}
