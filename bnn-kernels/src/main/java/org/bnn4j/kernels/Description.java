package org.bnn4j.kernels;

import java.util.Locale;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.Threshold;

/** A model as a table for people. */
final class Description {
  private final Graph graph;

  Description(Graph graph) {
    this.graph = graph;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, "%-24s %-20s %-20s %10s%n", "layer", "operation", "output", "bytes"));
    long total = 0;
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      long bytes = bytes(node.op());
      total += bytes;
      text.append(
          String.format(
              Locale.ROOT,
              "%-24s %-20s %-20s %10d%n",
              node.name(),
              operation(node.op()),
              graph.edge(i),
              bytes));
    }
    text.append(String.format(Locale.ROOT, "%-24s %-20s %-20s %10d%n", "total", "", "", total));
    if (!graph.labels().isEmpty()) {
      text.append("classes: ")
          .append(String.join(", ", graph.labels()))
          .append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String operation(Op op) {
    if (op instanceof PackedDense dense) {
      return (dense.bitsPerWeight() == 1 ? "binary" : "ternary") + " dense";
    } else if (op instanceof FloatDense) {
      return "float dense";
    } else if (op instanceof Channelwise channelwise) {
      return String.join(
          ", ", channelwise.terms().stream().map(term -> term.operation().label()).toList());
    }
    return op.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static long bytes(Op op) {
    if (op instanceof PackedDense dense) {
      return 4L * dense.sign().words().length * dense.bitsPerWeight();
    } else if (op instanceof FloatDense dense) {
      return 4L * dense.weights().length;
    } else if (op instanceof Threshold threshold) {
      return 4L * (threshold.thresholds().length + threshold.flips().length);
    } else if (op instanceof Channelwise channelwise) {
      return channelwise.terms().stream().mapToLong(term -> 4L * term.operands().length).sum();
    }
    return 0;
  }
}
