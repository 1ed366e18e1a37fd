package org.bnn4j.kernels;

import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Node;

/** A model as a table for people. */
final class Description {
  private final StringBuilder text = new StringBuilder();

  Description(Graph graph) {
    row("layer", "operation", "output", "bytes");
    long total = 0;
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      long bytes = 4 * node.op().constantWords();
      total += bytes;
      int inputs = node.inputs().size();
      String many = inputs > 1 ? " of " + inputs + " inputs" : "";
      row(node.name(), node.op() + many, graph.edge(i), bytes);
    }
    row("total", "", "", total);
    if (!graph.labels().isEmpty()) {
      text.append(String.format("classes: %s%n", String.join(", ", graph.labels())));
    }
  }

  private void row(String layer, Object operation, Object output, Object bytes) {
    text.append(String.format("%-24s %-28s %-20s %10s%n", layer, operation, output, bytes));
  }

  String text() {
    return text.toString();
  }
}
