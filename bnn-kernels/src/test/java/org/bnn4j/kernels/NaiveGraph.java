package org.bnn4j.kernels;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.Shape;

/**
 * What a graph means, one value after the other in double precision: it shares no code with the
 * plan.
 */
public final class NaiveGraph {
  private final Graph graph;
  private final List<double[]> values = new ArrayList<>();

  /** Evaluates a graph for one example, as the caller passes it. */
  public NaiveGraph(Graph graph, double[] example) {
    this.graph = graph;
    values.add(pixels(graph, example));
    for (int node = 1; node < graph.nodes().size(); node++) {
      values.add(NaiveOps.evaluate(graph, node, values));
    }
  }

  /** What a node puts out. */
  public double[] values(String name) {
    return values.get(graph.indexOf(name));
  }

  /** What the input puts out: pixel after pixel, whatever the order in which it comes. */
  static double[] pixels(Graph graph, double[] example) {
    if (!((Input) graph.nodes().get(0).op()).channelsFirst()) {
      return example;
    }
    Shape map = graph.input().shape();
    double[] pixels = new double[example.length];
    for (int c = 0; c < map.channels(); c++) {
      for (int y = 0; y < map.height(); y++) {
        for (int x = 0; x < map.width(); x++) {
          pixels[(y * map.width() + x) * map.channels() + c] =
              example[(c * map.height() + y) * map.width() + x];
        }
      }
    }
    return pixels;
  }
}
