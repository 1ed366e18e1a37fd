package org.bnn4j.kernels.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.kernels.types.Picture;

/**
 * A checked model: nodes in an order in which each comes after those that it reads, the last one
 * the answer.
 */
public final class Graph {
  /** The most values that all nodes together put out for one example: a session keeps them. */
  public static final long MAX_VALUES = 1L << 27;

  /** The most operations on numbers that one example may take. */
  public static final long MAX_WORK = 1L << 42;

  private final List<Node> nodes;
  private final List<Edge> edges;
  private final List<String> labels;
  private final Optional<Picture> picture;
  private final int[] readers;

  /** The largest magnitude of each node's integers; 0 where it puts out none. */
  private final long[] reach;

  private final Map<String, Integer> byName = new LinkedHashMap<>();

  /**
   * Checks the nodes and infers every edge.
   *
   * @param nodes the first is an {@link Input}, the last puts out floats or accumulators
   * @param labels names of the classes, none or one per output
   * @throws IllegalArgumentException if something does not fit, naming the node
   */
  public Graph(List<Node> nodes, List<String> labels) {
    this(nodes, labels, Optional.empty());
  }

  /**
   * Checks the nodes and infers every edge.
   *
   * @param nodes the first is an {@link Input}, the last puts out floats or accumulators
   * @param labels names of the classes, none or one per output
   * @param picture what an input shows, if that is a picture and its shape does not say so
   * @throws IllegalArgumentException if something does not fit, naming the node
   */
  public Graph(List<Node> nodes, List<String> labels, Optional<Picture> picture) {
    this.picture = picture;
    this.nodes = List.copyOf(nodes);
    this.labels = List.copyOf(labels);
    this.readers = new int[nodes.size()];
    this.reach = new long[nodes.size()];
    List<Edge> inferred = new ArrayList<>();
    long values = 0;
    long work = 0;
    for (int i = 0; i < nodes.size(); i++) {
      inferred.add(infer(i, inferred));
      reach[i] = reach(i, inferred);
      values += inferred.get(i).size();
      work += nodes.get(i).op().work(of(nodes.get(i).inputs(), inferred), inferred.get(i));
      checkSize(i, values, work);
    }
    this.edges = List.copyOf(inferred);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a graph has at least 1 node, not 0");
    }
    for (int i = 0; i < nodes.size() - 1; i++) {
      if (readers[i] == 0) {
        throw wrong(i, "nothing reads it");
      }
    }
    Edge output = edges.get(edges.size() - 1);
    if (output.kind() != EdgeKind.FLOAT && output.kind() != EdgeKind.ACCUMULATOR) {
      throw new IllegalArgumentException("a model puts out floats or accumulators, not " + output);
    }
    if (!labels.isEmpty() && labels.size() != output.size()) {
      throw new IllegalArgumentException(
          labels.size() + " labels for " + output.size() + " outputs");
    }
    if (picture.isPresent()) {
      checkPicture(picture.get());
    }
  }

  private void checkPicture(Picture picture) {
    if (picture.size() != input().size()) {
      throw new IllegalArgumentException(
          "pictures of " + picture + " values, and the input has " + input().size());
    }
    if (input().kind() == EdgeKind.BYTE && picture.white() > EdgeKind.BYTE.reach()) {
      throw new IllegalArgumentException(
          "white is " + picture.white() + ", and the input takes bytes");
    }
  }

  private void checkSize(int index, long values, long work) {
    if (values > MAX_VALUES) {
      throw wrong(index, "up to it there are " + values + " values, and at most " + MAX_VALUES);
    }
    if (work > MAX_WORK) {
      throw wrong(index, "up to it an example takes " + work + " steps, and at most " + MAX_WORK);
    }
  }

  private Edge infer(int index, List<Edge> before) {
    Node node = nodes.get(index);
    if (byName.put(node.name(), index) != null) {
      throw wrong(index, "the name is taken");
    }
    if (node.op() instanceof Input != (index == 0)) {
      throw wrong(index, "the first node, and no other, is the input");
    }
    List<Edge> inputs = new ArrayList<>();
    for (int input : node.inputs()) {
      if (input < 0 || input >= index) {
        throw wrong(index, "it reads node " + input + ", which is not before it");
      }
      readers[input]++;
      inputs.add(before.get(input));
    }
    try {
      return node.op().infer(inputs);
    } catch (IllegalArgumentException e) {
      throw wrong(index, e.getMessage());
    }
  }

  /**
   * How far from 0 a node's integers may get. Accumulators stay below {@link Threshold#NEVER}, so
   * no sum overflows and no accumulator reaches the threshold of a constant.
   */
  private long reach(int index, List<Edge> edges) {
    EdgeKind kind = edges.get(index).kind();
    if (kind != EdgeKind.ACCUMULATOR) {
      return kind.reach();
    }
    List<Integer> sources = nodes.get(index).inputs();
    long[] reaches = new long[sources.size()];
    for (int i = 0; i < reaches.length; i++) {
      reaches[i] = reach[sources.get(i)];
    }
    long sum = nodes.get(index).op().reach(of(sources, edges), reaches);
    if (sum >= Threshold.NEVER) {
      throw wrong(
          index,
          "its accumulators may reach " + sum + ", and at most " + (Threshold.NEVER - 1) + " fits");
    }
    return sum;
  }

  private IllegalArgumentException wrong(int index, String what) {
    return new IllegalArgumentException(
        "node " + index + " '" + nodes.get(index).name() + "': " + what);
  }

  /** All nodes, in order. */
  public List<Node> nodes() {
    return nodes;
  }

  /** What node {@code index} puts out. */
  public Edge edge(int index) {
    return edges.get(index);
  }

  /** What the nodes that node {@code index} reads put out, in its order. */
  public List<Edge> inputs(int index) {
    return of(nodes.get(index).inputs(), edges);
  }

  private static List<Edge> of(List<Integer> sources, List<Edge> edges) {
    List<Edge> inputs = new ArrayList<>();
    for (int source : sources) {
      inputs.add(edges.get(source));
    }
    return inputs;
  }

  /** What the caller passes in. */
  public Edge input() {
    return edges.get(0);
  }

  /** What the model answers. */
  public Edge output() {
    return edges.get(edges.size() - 1);
  }

  /** What an input shows, where that is a picture and its shape does not say so. */
  public Optional<Picture> picture() {
    return picture;
  }

  /** Names of the classes, or an empty list. */
  public List<String> labels() {
    return labels;
  }

  /**
   * The number of the node with this name.
   *
   * @throws IllegalArgumentException if there is none, with the names there are
   */
  public int indexOf(String name) {
    Integer index = byName.get(name);
    if (index == null) {
      throw new IllegalArgumentException(
          "no layer '" + name + "' in this model, which has " + names());
    }
    return index;
  }

  /** The names of all nodes, in order. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** How often node {@code index} is read. */
  public int readers(int index) {
    return readers[index];
  }
}
