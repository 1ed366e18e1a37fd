package org.bnn4j.layers.export;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A vertex of a network of either kind. */
sealed interface Vertex {
  /** The vertex as messages name it. */
  LayerRef ref();

  /** The numbers of the vertices that it reads, {@link Topology#INPUT} for the network's input. */
  List<Integer> inputs();

  /** The preprocessor that its only input goes through first. */
  Optional<InputPreProcessor> preprocessor();

  /**
   * What the network computes.
   *
   * @param inputs arrays of examples, which may be overwritten
   */
  INDArray activate(List<INDArray> inputs);

  private static INDArray prepare(Optional<InputPreProcessor> preprocessor, INDArray input) {
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    return preprocessor
        .map(present -> present.preProcess(input, (int) input.size(0), workspaces))
        .orElse(input);
  }

  /**
   * A layer.
   *
   * @param conf its configuration, without what freezes it
   * @param layer its parameters and arithmetic
   */
  record OfLayer(
      LayerRef ref,
      List<Integer> inputs,
      Optional<InputPreProcessor> preprocessor,
      Layer conf,
      org.deeplearning4j.nn.api.Layer layer)
      implements Vertex {
    @Override
    public INDArray activate(List<INDArray> inputs) {
      INDArray prepared = prepare(preprocessor, inputs.get(0));
      return layer.activate(prepared, false, LayerWorkspaceMgr.noWorkspaces());
    }
  }

  /** A preprocessor on its own. */
  record OfPreprocessor(
      LayerRef ref, List<Integer> inputs, Optional<InputPreProcessor> preprocessor)
      implements Vertex {
    @Override
    public INDArray activate(List<INDArray> inputs) {
      return prepare(preprocessor, inputs.get(0));
    }
  }

  /**
   * Something that makes one array of several.
   *
   * @param conf its configuration
   * @param vertex its arithmetic
   */
  record OfSeveral(
      LayerRef ref,
      List<Integer> inputs,
      GraphVertex conf,
      org.deeplearning4j.nn.graph.vertex.GraphVertex vertex)
      implements Vertex {
    @Override
    public Optional<InputPreProcessor> preprocessor() {
      return Optional.empty();
    }

    @Override
    public INDArray activate(List<INDArray> inputs) {
      vertex.setInputs(inputs.toArray(INDArray[]::new));
      try {
        return vertex.doForward(false, LayerWorkspaceMgr.noWorkspaces());
      } finally {
        vertex.clear();
      }
    }
  }
}
