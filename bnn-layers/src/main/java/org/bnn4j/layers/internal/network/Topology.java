package org.bnn4j.layers.internal.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A network of either kind. Values are numbered: the network's inputs from 0, and then what each
 * vertex puts out.
 *
 * @param model the network
 * @param inputs names of the network's inputs
 * @param vertices the vertices, each after those that it reads
 * @param outputs the numbers of the network's answers
 * @param type what the network computes in
 */
public record Topology(
    Model model, List<String> inputs, List<Vertex> vertices, List<Integer> outputs, DataType type) {

  public Topology {
    inputs = List.copyOf(inputs);
    vertices = List.copyOf(vertices);
    outputs = List.copyOf(outputs);
  }

  /**
   * The layers of a network.
   *
   * @throws IllegalStateException if it is not initialized
   */
  public static Topology of(MultiLayerNetwork network) {
    requireInitialized(network.isInitCalled());
    MultiLayerConfiguration conf = network.getLayerWiseConfigurations();
    List<Vertex> vertices = new ArrayList<>();
    for (int index = 0; index < network.getnLayers(); index++) {
      Layer layer = conf.getConf(index).getLayer();
      vertices.add(
          new Vertex.OfLayer(
              index,
              layer.getLayerName() == null ? "layer" + index : layer.getLayerName(),
              List.of(index),
              Optional.ofNullable(conf.getInputPreProcess(index)),
              Frozen.bare(layer),
              Frozen.bare(network.getLayer(index)),
              Frozen.is(network.getLayer(index))));
    }
    return new Topology(
        network, List.of("input"), vertices, List.of(vertices.size()), conf.getDataType());
  }

  /**
   * All vertices of a graph.
   *
   * @throws IllegalStateException if it is not initialized
   */
  public static Topology of(ComputationGraph graph) {
    requireInitialized(graph.getVertices() != null);
    Set<Integer> all = new HashSet<>();
    for (GraphVertex vertex : graph.getVertices()) {
      all.add(vertex.getVertexIndex());
    }
    return of(graph, all);
  }

  /**
   * The vertices of a graph that its answers are made of.
   *
   * @throws IllegalStateException if it is not initialized
   */
  public static Topology ofAnswers(ComputationGraph graph) {
    requireInitialized(graph.getVertices() != null);
    Set<Integer> needed = new HashSet<>();
    for (String answer : graph.getConfiguration().getNetworkOutputs()) {
      collect(graph.getVertex(answer), graph, needed);
    }
    return of(graph, needed);
  }

  /**
   * A network of either kind.
   *
   * @throws IllegalArgumentException if it is neither
   * @throws IllegalStateException if it is not initialized
   */
  public static Topology of(Model model) {
    if (model instanceof MultiLayerNetwork network) {
      return of(network);
    } else if (model instanceof ComputationGraph graph) {
      return of(graph);
    }
    throw new IllegalArgumentException(
        "need a MultiLayerNetwork or a ComputationGraph, got " + model.getClass().getName());
  }

  private static void requireInitialized(boolean initialized) {
    if (!initialized) {
      throw new IllegalStateException("the network is not initialized: call init() first");
    }
  }

  private static void collect(GraphVertex vertex, ComputationGraph graph, Set<Integer> needed) {
    if (needed.add(vertex.getVertexIndex()) && !vertex.isInputVertex()) {
      for (VertexIndices input : vertex.getInputVertices()) {
        collect(graph.getVertices()[input.getVertexIndex()], graph, needed);
      }
    }
  }

  private static Topology of(ComputationGraph graph, Set<Integer> needed) {
    List<String> inputs = graph.getConfiguration().getNetworkInputs();
    List<Vertex> vertices = new ArrayList<>();
    Map<Integer, Integer> numbers = new HashMap<>();
    for (int place : graph.topologicalSortOrder()) {
      GraphVertex vertex = graph.getVertices()[place];
      if (vertex.isInputVertex()) {
        numbers.put(place, inputs.indexOf(vertex.getVertexName()));
      } else if (needed.contains(place)) {
        numbers.put(place, inputs.size() + vertices.size());
        vertices.add(vertex(vertices.size(), vertex, graph, numbers));
      }
    }
    List<Integer> outputs =
        graph.getConfiguration().getNetworkOutputs().stream()
            .map(name -> numbers.get(graph.getVertex(name).getVertexIndex()))
            .toList();
    return new Topology(graph, inputs, vertices, outputs, graph.getConfiguration().getDataType());
  }

  private static Vertex vertex(
      int index, GraphVertex vertex, ComputationGraph graph, Map<Integer, Integer> numbers) {
    String name = vertex.getVertexName();
    List<Integer> inputs = new ArrayList<>();
    for (VertexIndices input : vertex.getInputVertices()) {
      inputs.add(numbers.get(input.getVertexIndex()));
    }
    org.deeplearning4j.nn.conf.graph.GraphVertex conf =
        Frozen.bare(graph.getConfiguration().getVertices().get(name));
    return conf instanceof LayerVertex layer
        ? new Vertex.OfLayer(
            index,
            name,
            inputs,
            Optional.ofNullable(layer.getPreProcessor()),
            Frozen.bare(layer.getLayerConf().getLayer()),
            Frozen.bare(vertex.getLayer()),
            Frozen.is(vertex.getLayer()))
        : new Vertex.OfOther(index, name, inputs, conf, vertex);
  }

  /** Whether a value is one of the network's inputs, not a vertex's. */
  public boolean isInput(int value) {
    return value < inputs.size();
  }

  /** The vertex that puts out a value. */
  public Vertex source(int value) {
    return vertices.get(value - inputs.size());
  }

  /** The vertices that read a value, in their order. */
  public List<Vertex> readers(int value) {
    return vertices.stream().filter(vertex -> vertex.inputs().contains(value)).toList();
  }

  /** The number of what a vertex puts out. */
  public int value(Vertex vertex) {
    return inputs.size() + vertex.index();
  }
}
