package org.bnn4j.layers.internal.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer, or another vertex of a graph. */
public sealed interface Vertex {

  /** Its place in the {@link Topology}, from 0. */
  int index();

  /** Its name; that of a nameless layer is {@code layer} and its index. */
  String name();

  /** Its class, without the package. */
  String type();

  /** The numbers of the values that it reads, see {@link Topology}. */
  List<Integer> inputs();

  /** The preprocessor that its only input goes through first, or that it is. */
  Optional<InputPreProcessor> preprocessor();

  /** Its parameters by key, as views. */
  Map<String, INDArray> parameters();

  /**
   * Computes its values.
   *
   * @param inputs what it reads, which may be overwritten
   * @param examples how many examples these are
   * @param training whether as in training
   */
  INDArray activate(List<INDArray> inputs, int examples, boolean training);

  /** Forgets what it was activated with. */
  void clear();

  /** What the function for its kind returns. */
  <R> R map(
      Function<? super OfLayer, ? extends R> ofLayer,
      Function<? super OfOther, ? extends R> ofOther);

  /** Does what is to be done with its kind. */
  void accept(Consumer<? super OfLayer> ofLayer, Consumer<? super OfOther> ofOther);

  /** Such as {@code layer 3 'conv2' (BinaryConv2D)}. */
  static String described(int index, String name, String type) {
    return "layer " + index + " '" + name + "' (" + type + ")";
  }

  /** Its index, name and type, as messages name it. */
  default String described() {
    return described(index(), name(), type());
  }

  private static Map<String, INDArray> parameters(Trainable trained) {
    return trained.numParams() > 0 ? trained.paramTable(false) : Map.of();
  }

  /**
   * A layer.
   *
   * @param conf its configuration, without what freezes it
   * @param layer its parameters and arithmetic, without what freezes it
   * @param frozen whether it is
   */
  record OfLayer(
      int index,
      String name,
      List<Integer> inputs,
      Optional<InputPreProcessor> preprocessor,
      Layer conf,
      org.deeplearning4j.nn.api.Layer layer,
      boolean frozen)
      implements Vertex {

    @Override
    public String type() {
      return Wrappers.typeOf(conf);
    }

    @Override
    public Map<String, INDArray> parameters() {
      return Vertex.parameters(layer);
    }

    /**
     * Takes what it reads through the preprocessor, if there is one.
     *
     * @param input what it reads, which may become part of the result
     */
    public INDArray prepared(INDArray input, int examples) {
      LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
      return preprocessor.map(first -> first.preProcess(input, examples, workspaces)).orElse(input);
    }

    @Override
    public INDArray activate(List<INDArray> inputs, int examples, boolean training) {
      INDArray prepared = prepared(inputs.get(0), examples);
      return layer.activate(prepared, training, LayerWorkspaceMgr.noWorkspaces());
    }

    @Override
    public void clear() {
      layer.clear();
    }

    @Override
    public <R> R map(
        Function<? super OfLayer, ? extends R> ofLayer,
        Function<? super OfOther, ? extends R> ofOther) {
      return ofLayer.apply(this);
    }

    @Override
    public void accept(Consumer<? super OfLayer> ofLayer, Consumer<? super OfOther> ofOther) {
      ofLayer.accept(this);
    }
  }

  /**
   * Another vertex of a graph.
   *
   * @param conf its configuration, without what freezes it
   * @param vertex its arithmetic
   */
  record OfOther(
      int index,
      String name,
      List<Integer> inputs,
      GraphVertex conf,
      org.deeplearning4j.nn.graph.vertex.GraphVertex vertex)
      implements Vertex {

    @Override
    public String type() {
      return conf.getClass().getSimpleName();
    }

    @Override
    public Optional<InputPreProcessor> preprocessor() {
      return conf instanceof PreprocessorVertex alone
          ? Optional.of(alone.getPreProcessor())
          : Optional.empty();
    }

    @Override
    public Map<String, INDArray> parameters() {
      return Vertex.parameters(vertex);
    }

    @Override
    public INDArray activate(List<INDArray> inputs, int examples, boolean training) {
      vertex.setInputs(inputs.toArray(INDArray[]::new));
      return vertex.doForward(training, LayerWorkspaceMgr.noWorkspaces());
    }

    @Override
    public void clear() {
      vertex.clear();
    }

    @Override
    public <R> R map(
        Function<? super OfLayer, ? extends R> ofLayer,
        Function<? super OfOther, ? extends R> ofOther) {
      return ofOther.apply(this);
    }

    @Override
    public void accept(Consumer<? super OfLayer> ofLayer, Consumer<? super OfOther> ofOther) {
      ofOther.accept(this);
    }
  }
}
