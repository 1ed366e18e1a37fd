package org.bnn4j.kernels.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bnn4j.kernels.ConvModels;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Concat;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.types.EdgeKind;

/** Makes the graph of a {@link Recipe}. */
final class RecipeGraph {
  /** Multiplications of one convolution: naive loops have to do them many times. */
  private static final int MOST_WORK = 60_000;

  private static final int MOST_CHANNELS = 200;
  private static final int MOST_EXTENT = 9;
  private static final int CLASSES = 3;

  private final Recipe recipe;
  private final ConvModels models;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();

  private RecipeGraph(Recipe recipe, ConvModels models) {
    this.recipe = recipe;
    this.models = models;
  }

  /** The graph of a recipe. */
  static Graph of(Recipe recipe, ConvModels models) {
    return new RecipeGraph(recipe, models).build();
  }

  private Graph build() {
    Shape shape = new Shape(recipe.height(), recipe.width(), recipe.channels());
    add(new Input(new Edge(recipe.kind(), shape), recipe.planes()));
    for (Recipe.Layer layer : recipe.layers()) {
      add(layer);
    }
    then(new Flatten(recipe.flattenPlanes()));
    boolean ofFloats = edge().kind() == EdgeKind.ACCUMULATOR;
    then(
        ofFloats
            ? models.random().floatDense(CLASSES, edge().size())
            : models.random().binary(CLASSES, edge().size()));
    return new Graph(nodes, List.of());
  }

  private int last() {
    return nodes.size() - 1;
  }

  private Edge edge() {
    return edges.get(last());
  }

  private EdgeKind kind() {
    return edge().kind();
  }

  private void add(Op op, Integer... inputs) {
    edges.add(op.infer(List.of(inputs).stream().map(edges::get).toList()));
    nodes.add(new Node(nodes.size() + " " + op, op, List.of(inputs)));
  }

  private void then(Op op) {
    add(op, last());
  }

  private void add(Recipe.Layer layer) {
    switch (layer.what()) {
      case BINARIZE -> binarize();
      case CONV -> conv(layer);
      case CONV_OF_SEVERAL, DEPTHWISE_OF_SEVERAL -> ofSeveral(layer);
      case CONV_POOL_BITS -> {
        conv(layer);
        pool(Pool.Kind.MAX, layer.pool());
        binarize();
      }
      case CONV_BITS_POOL -> {
        conv(layer);
        binarize();
        pool(Pool.Kind.MAX, layer.pool());
      }
      case MAX_POOL -> pool(Pool.Kind.MAX, layer.window());
      case SUM_POOL -> pool(Pool.Kind.SUM, layer.window());
      case MEAN_POOL -> pool(Pool.Kind.MEAN, layer.window());
      case DEPTHWISE -> depthwise(layer);
      case FLOAT_CONV -> floatConv(layer);
      case AFFINE -> then(models.random().affine(edge().shape().channels()));
      case PAD -> pad(layer.window());
      case CONCAT -> concat();
      case ADD -> sum();
      case RESIDUAL -> residual(layer);
    }
  }

  private void binarize() {
    int channels = edge().shape().channels();
    if (kind() == EdgeKind.FLOAT) {
      then(new Sign());
    } else if (kind() != EdgeKind.BYTE) {
      then(models.random().threshold(channels, kind() == EdgeKind.BITS ? 3 : spread()));
    }
  }

  /** Thresholds about as far from 0 as sums get, so that bits of both kinds come out. */
  private int spread() {
    return recipe.kind() == EdgeKind.BYTE && nodes.size() < 4 ? 500 : 6;
  }

  private void conv(Recipe.Layer layer) {
    if (kind() == EdgeKind.ACCUMULATOR) {
      floatConv(layer);
      return;
    }
    Window window = fit(layer.window());
    InputMap map = fit(layer.map());
    int channels = edge().shape().channels();
    then(models.conv(window, channels, outputs(layer, window, channels), layer.ternary(), map));
  }

  /** A packed product of the node before and of others with its kind of bits, if it is bits. */
  private void ofSeveral(Recipe.Layer layer) {
    binarize();
    int first = last();
    if (kind() == EdgeKind.BITS) {
      for (int i = layer.outputs() % 2; i < 2; i++) {
        then(models.random().threshold(edge().shape().channels(), 1));
      }
    }
    Integer[] inputs = IntStream.rangeClosed(first, last()).boxed().toArray(Integer[]::new);
    if (layer.what() == Recipe.What.CONV_OF_SEVERAL) {
      conv(layer);
    } else {
      depthwise(layer);
    }
    add(removeLast(), inputs);
  }

  private Op removeLast() {
    edges.remove(last());
    return nodes.remove(last()).op();
  }

  private void floatConv(Recipe.Layer layer) {
    Window window = fit(layer.window());
    int channels = edge().shape().channels();
    then(models.floatConv(window, channels, outputs(layer, window, channels)));
  }

  private void depthwise(Recipe.Layer layer) {
    Window window = fit(layer.window());
    int channels = edge().shape().channels();
    int multiplier = Math.max(1, Math.min(1 + layer.outputs() % 3, MOST_CHANNELS / channels));
    then(models.depthwise(window, channels * multiplier, layer.ternary(), fit(layer.map())));
  }

  private int outputs(Recipe.Layer layer, Window window, int channels) {
    int each = window.taps() * channels * window.slideOver(edge().shape(), 1).pixels();
    return Math.max(1, Math.min(layer.outputs(), MOST_WORK / each));
  }

  /** The window itself, or one like it that fits into the map and does not make a huge one. */
  private Window fit(Window window) {
    Shape map = edge().shape();
    for (Window fitting : List.of(window, window.dilation(1, 1), window.padding(2, 2, 2, 2))) {
      if (fits(fitting, map)) {
        return fitting;
      }
    }
    return Window.of(1, 1).stride(window.strideY(), window.strideX());
  }

  private static boolean fits(Window window, Shape map) {
    try {
      Shape output = window.slideOver(map, map.channels());
      return output.height() <= MOST_EXTENT && output.width() <= MOST_EXTENT;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private InputMap fit(InputMap map) {
    return kind() == EdgeKind.BYTE ? map : InputMap.padded(Integer.signum(map.padding()));
  }

  private void pool(Pool.Kind kind, Window window) {
    Window fitting = fit(window);
    try {
      then(new Pool(kind, fitting));
    } catch (IllegalArgumentException e) {
      // A window of nothing but padding.
      then(new Pool(kind, Window.of(1, 1).stride(window.strideY(), window.strideX())));
    }
  }

  private void pad(Window window) {
    Shape map = window.padded(edge().shape());
    if (kind() != EdgeKind.BITS && Math.max(map.height(), map.width()) <= MOST_EXTENT) {
      then(new Pad(window.top(), window.bottom(), window.left(), window.right()));
    }
  }

  private void concat() {
    int last = last();
    Edge edge = edge();
    int other = last;
    for (int i = 0; i < last; i++) {
      Shape shape = edges.get(i).shape();
      boolean fits =
          edges.get(i).kind() == edge.kind()
              && shape.height() == edge.shape().height()
              && shape.width() == edge.shape().width();
      other = fits ? i : other;
    }
    if (edge.shape().channels() + edges.get(other).shape().channels() <= MOST_CHANNELS) {
      add(new Concat(), last, other);
    }
  }

  private void sum() {
    int other = last();
    for (int i = 0; i < last(); i++) {
      other = edges.get(i).shape().equals(edge().shape()) ? i : other;
    }
    add(new Add(), last(), other);
  }

  private void residual(Recipe.Layer layer) {
    int before = last();
    Shape shape = edge().shape();
    Window same = Window.of(3, 3).padding(1, 1, 1, 1);
    then(models.depthwise(same, shape.channels(), layer.ternary(), fit(layer.map())));
    add(new Add(), before, last());
  }
}
