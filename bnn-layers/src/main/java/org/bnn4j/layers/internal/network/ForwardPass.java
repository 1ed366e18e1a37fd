package org.bnn4j.layers.internal.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Forward passes that stop at every vertex, through those vertices alone that the wanted ones
 * depend on. Each computes on copies of what it reads, because some write over it: after an
 * ordinary forward pass the values before an ActivationLayer are gone.
 */
public final class ForwardPass {
  private final Topology network;
  private final BitSet needed = new BitSet();

  /** By the number of a value: the last vertex that reads it. */
  private final int[] lastReader;

  /** What is done at a vertex. */
  @FunctionalInterface
  public interface Step {
    /**
     * Computes a vertex, by {@link Vertex#activate}, and does what else is to be done.
     *
     * @param inputs what it reads, copies of its own
     * @param examples how many there are
     * @return what it puts out
     */
    INDArray activate(Vertex vertex, List<INDArray> inputs, int examples);
  }

  /**
   * Passes through a network.
   *
   * @param wanted indices of the vertices to reach
   */
  public ForwardPass(Topology network, Collection<Integer> wanted) {
    this.network = network;
    this.lastReader = new int[network.inputs().size() + network.vertices().size()];
    wanted.forEach(needed::set);
    for (int index = network.vertices().size() - 1; index >= 0; index--) {
      if (needed.get(index)) {
        for (int value : network.vertices().get(index).inputs()) {
          lastReader[value] = Math.max(lastReader[value], index);
          if (!network.isInput(value)) {
            needed.set(network.source(value).index());
          }
        }
      }
    }
  }

  /** Passes through all of a network. */
  public static ForwardPass throughAll(Topology network) {
    return new ForwardPass(network, network.vertices().stream().map(Vertex::index).toList());
  }

  /**
   * Passes a minibatch.
   *
   * @param features an array for each of the network's inputs; not modified
   * @param masks of the features, or null
   * @param step what is done at each vertex, in their order
   */
  public void run(INDArray[] features, INDArray[] masks, Step step) {
    set(network.model(), features, masks);
    try {
      List<INDArray> values = new ArrayList<>(Arrays.asList(features));
      int examples = (int) features[0].size(0);
      for (Vertex vertex : network.vertices()) {
        values.add(needed.get(vertex.index()) ? activate(vertex, values, examples, step) : null);
      }
    } finally {
      clear(network.model());
    }
  }

  private INDArray activate(Vertex vertex, List<INDArray> values, int examples, Step step) {
    List<INDArray> inputs = vertex.inputs().stream().map(value -> values.get(value).dup()).toList();
    for (int value : vertex.inputs()) {
      if (lastReader[value] == vertex.index()) {
        values.set(value, null); // A network's values together may be much larger than any two.
      }
    }
    try {
      return step.activate(vertex, inputs, examples);
    } finally {
      vertex.clear();
    }
  }

  private static void set(Model model, INDArray[] features, INDArray[] masks) {
    if (model instanceof ComputationGraph graph) {
      graph.clear(); // Of labels, whose number preprocessors would take for that of the examples.
      graph.setInputs(features);
      if (masks != null) {
        graph.setLayerMaskArrays(masks, null);
      }
    } else if (masks != null) {
      ((MultiLayerNetwork) model).setLayerMaskArrays(masks[0], null);
    }
  }

  private static void clear(Model model) {
    if (model instanceof ComputationGraph graph) {
      graph.clearLayerMaskArrays();
      graph.clear();
    } else {
      ((MultiLayerNetwork) model).clearLayerMaskArrays();
    }
  }
}
