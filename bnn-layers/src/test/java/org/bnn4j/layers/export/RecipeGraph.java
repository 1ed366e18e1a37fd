package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.TernaryConv2D;
import org.bnn4j.layers.export.GraphRecipe.Step;
import org.bnn4j.layers.internal.network.Layout;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Adds the vertices of a {@link GraphRecipe}; all of them but the last are maps of one size. */
final class RecipeGraph {
  private static final int MOST_CHANNELS = 40;

  private enum Content {
    PIXELS,
    BITS,
    WHOLE,
    FLOATS
  }

  private record Made(String name, int channels, Content content) {}

  private final GraphBuilder graph;
  private final List<Made> made = new ArrayList<>();
  private final Set<String> read = new HashSet<>();
  private int count;

  private RecipeGraph(GraphBuilder graph) {
    this.graph = graph;
  }

  /** Adds everything behind the images, which the graph calls {@code pixels}. */
  static void add(GraphRecipe recipe, GraphBuilder graph) {
    Images images = recipe.images();
    RecipeGraph vertices = new RecipeGraph(graph);
    vertices.made.add(new Made("pixels", images.shape().channels(), Content.PIXELS));
    if (images.layout() == Layout.VECTOR) {
      // Only a convolution unfolds it.
      vertices.add(new Step(GraphRecipe.What.BINARY, 0, 0, false, 3, 0));
      vertices.made.remove(0);
    }
    recipe.steps().forEach(vertices::add);
    vertices.answer();
  }

  /** Of everything that nobody reads yet: Deeplearning4j cannot train what leads nowhere. */
  private void answer() {
    List<Made> unread = made.stream().filter(value -> !read.contains(value.name)).toList();
    Made last = unread.size() == 1 ? unread.get(0) : merge(unread);
    graph
        .addLayer("dense", Trained.binary(Images.CLASSES), factors(last).name)
        .addLayer("scores", Randomized.norm(), "dense")
        .addLayer("answer", Trained.softmax(), "scores")
        .setOutputs("answer");
  }

  private Made made(int back) {
    return made.get(made.size() - 1 - back % made.size());
  }

  private void add(Step step) {
    Made input = made(step.from());
    made.add(
        switch (step.what()) {
          case BINARY -> binary(step, factors(input));
          case TERNARY -> ternary(step, factors(input));
          case NORM -> input.content == Content.PIXELS ? binary(step, input) : norm(input);
          case BITS -> bits(input);
          case MAX_POOL -> maxPool(input);
          case MEAN_POOL -> input.content == Content.FLOATS ? maxPool(input) : meanPool(input);
          case ADD -> sum(step, input);
          case MERGE -> merge(step, input);
        });
  }

  private String name(String what) {
    return what + count++;
  }

  private Made layer(String what, Layer layer, Made input, int channels, Content content) {
    String name = name(what);
    graph.addLayer(name, layer, names(List.of(input)));
    return new Made(name, channels, content);
  }

  private Made binary(Step step, Made input) {
    BinaryConv2D.Builder layer = new BinaryConv2D.Builder(3, 3).nOut(step.outputs());
    layer.convolutionMode(ConvolutionMode.Same).padValue(step.padValue());
    return layer("binary", layer.build(), input, step.outputs(), Content.WHOLE);
  }

  private Made ternary(Step step, Made input) {
    TernaryConv2D.Builder layer = new TernaryConv2D.Builder(2, 3).nOut(step.outputs());
    layer.convolutionMode(ConvolutionMode.Same).padValue(step.padValue());
    return layer("ternary", layer.build(), input, step.outputs(), Content.FLOATS);
  }

  private Made norm(Made input) {
    return layer("norm", Randomized.norm(), input, input.channels, Content.FLOATS);
  }

  /** Not of pixels: the sign of a network's input would overwrite it for all other readers. */
  private Made bits(Made input) {
    Made norm = norm(input);
    return layer("bits", Trained.sign(), norm, input.channels, Content.BITS);
  }

  /** What products of weights are exact with. */
  private Made factors(Made input) {
    boolean integers = input.content == Content.PIXELS || input.content == Content.BITS;
    return integers ? input : bits(input);
  }

  private Made maxPool(Made input) {
    return layer("max", pool(PoolingType.MAX), input, input.channels, input.content);
  }

  private Made meanPool(Made input) {
    return layer("mean", pool(PoolingType.AVG), input, input.channels, Content.FLOATS);
  }

  private static Layer pool(PoolingType type) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(2, 2)
        .stride(1, 1)
        .convolutionMode(ConvolutionMode.Same)
        .build();
  }

  private Made sum(Step step, Made input) {
    Made other = made(step.other());
    List<Made> inputs = joined(step, input, other.channels == input.channels ? other : input);
    String name = name("sum");
    graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), names(inputs));
    boolean floats = inputs.stream().anyMatch(read -> read.content == Content.FLOATS);
    return new Made(name, input.channels, floats ? Content.FLOATS : Content.WHOLE);
  }

  private Made merge(Step step, Made input) {
    List<Made> inputs = joined(step, input, made(step.other()));
    boolean small = channels(inputs) <= MOST_CHANNELS;
    return small ? merge(inputs) : bits(input);
  }

  private Made merge(List<Made> inputs) {
    String name = name("merged");
    graph.addVertex(name, new MergeVertex(), names(inputs));
    List<Content> contents = inputs.stream().map(Made::content).distinct().toList();
    Content mixed = contents.contains(Content.FLOATS) ? Content.FLOATS : Content.WHOLE;
    return new Made(name, channels(inputs), contents.size() == 1 ? contents.get(0) : mixed);
  }

  private static int channels(List<Made> inputs) {
    return inputs.stream().mapToInt(Made::channels).sum();
  }

  private static List<Made> joined(Step step, Made input, Made other) {
    return step.again() ? List.of(input, other, input) : List.of(input, other);
  }

  private String[] names(List<Made> inputs) {
    inputs.forEach(input -> read.add(input.name));
    return inputs.stream().map(Made::name).toArray(String[]::new);
  }
}
