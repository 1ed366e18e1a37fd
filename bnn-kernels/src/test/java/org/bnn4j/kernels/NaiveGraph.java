package org.bnn4j.kernels;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Threshold;

/**
 * What a graph means, one value after the other in double precision: it shares no code with the
 * plan.
 */
public final class NaiveGraph {
  private final Graph graph;
  private final List<double[]> values = new ArrayList<>();

  /** Evaluates a graph for one example. */
  public NaiveGraph(Graph graph, double[] example) {
    this.graph = graph;
    for (Node node : graph.nodes()) {
      values.add(
          node.inputs().isEmpty() ? example : evaluate(node, values.get(node.inputs().get(0))));
    }
  }

  /** What a node puts out. */
  public double[] values(String name) {
    return values.get(graph.indexOf(name));
  }

  private double[] evaluate(Node node, double[] x) {
    int channels = graph.edge(node.inputs().get(0)).shape().channels();
    if (node.op() instanceof PackedDense dense) {
      return product(dense.weights().outputs(), x, dense.weights()::weight);
    } else if (node.op() instanceof FloatDense dense) {
      return product(dense.weights().outputs(), x, dense.weights()::get);
    } else if (node.op() instanceof Threshold threshold) {
      return map(
          x,
          i ->
              (x[i] >= threshold.thresholds()[i % channels] ? 1 : 0)
                      == Bits.get(threshold.flips(), 0, i % channels)
                  ? -1
                  : 1);
    } else if (node.op() instanceof Sign) {
      return map(x, i -> x[i] > 0 ? 1 : -1);
    } else if (node.op() instanceof Channelwise channelwise) {
      return map(x, i -> channelwise.apply((float) x[i], i % channels));
    } else if (node.op() instanceof Add) {
      double[] other = values.get(node.inputs().get(1));
      return map(x, i -> x[i] + other[i]);
    } else if (node.op() instanceof Softmax) {
      return map(x, i -> softmax(x, i, channels));
    }
    throw new AssertionError(node);
  }

  private static double softmax(double[] x, int i, int channels) {
    double sum = 0;
    for (int j = i - i % channels; j < i - i % channels + channels; j++) {
      sum += Math.exp(x[j] - x[i]);
    }
    return 1 / sum;
  }

  private interface Weights {
    double at(int output, int input);
  }

  private static double[] product(int outputs, double[] x, Weights weights) {
    double[] z = new double[outputs];
    for (int output = 0; output < outputs; output++) {
      for (int input = 0; input < x.length; input++) {
        z[output] += weights.at(output, input) * x[input];
      }
    }
    return z;
  }

  private interface Value {
    double at(int i);
  }

  private static double[] map(double[] x, Value value) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = value.at(i);
    }
    return y;
  }
}
