package org.bnn4j.kernels;

import java.util.List;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Concat;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.types.EdgeKind;

/** Convolutions and whole convolutional models from a seed. */
public final class ConvModels {
  /** Pixels scaled to [-1, 1], their padding 0 between two bytes. */
  public static final InputMap SCALED = new InputMap(2, 255, 0);

  private static final InputMap PLAIN = InputMap.PLAIN;

  private final RandomModels random;

  /** The same seed gives the same models. */
  public ConvModels(long seed) {
    this.random = new RandomModels(seed);
  }

  /** Where weights and inputs come from. */
  public RandomModels random() {
    return random;
  }

  /** A convolution with weights of -1 and +1, or of -1, 0 and +1. */
  public PackedConv conv(Window window, int channels, int outputs, boolean ternary, InputMap map) {
    return new PackedConv(window, weights(outputs, window.taps() * channels, ternary), map);
  }

  /** A convolution of every channel by itself. */
  public PackedDepthwise depthwise(Window window, int outputs, boolean ternary, InputMap map) {
    return new PackedDepthwise(window, weights(outputs, window.taps(), ternary), map);
  }

  /** A convolution with weights around 0. */
  public FloatConv floatConv(Window window, int channels, int outputs) {
    return new FloatConv(window, random.floatWeights(outputs, window.taps() * channels));
  }

  private PackedWeights weights(int outputs, int fanIn, boolean ternary) {
    return ternary ? random.ternaryWeights(outputs, fanIn) : random.binaryWeights(outputs, fanIn);
  }

  /** As an input, channels first. */
  public static Input planes(EdgeKind kind, Shape shape) {
    return new Input(new Edge(kind, shape), true);
  }

  /**
   * A small graph that has every operation on maps: both orders of pooling and threshold, padding
   * of every kind, and every kind of value where an operation takes several.
   */
  public Graph everyOperation() {
    Window wide = new Window(3, 2, 1, 1, 1, 2, 1, 0, 0, 1);
    Channelwise chain =
        new Channelwise(
            List.of(
                new Term(Operation.MULTIPLY, random.floats(5)),
                new Term(Operation.HARD_TANH),
                new Term(Operation.ADD, 0.25f)));
    return GraphBuilder.input(planes(EdgeKind.BYTE, new Shape(6, 5, 3)))
        .then("pad", new Pad(0, 1, 1, 0))
        .then("first:product", conv(Window.of(3, 3).padding(1, 1, 1, 1), 3, 5, false, SCALED))
        .then("first:pool", new Pool(Pool.Kind.MAX, Window.of(2, 2).stride(2, 2)))
        .then("first", random.threshold(5, 400))
        .then("second:product", conv(wide, 5, 33, true, InputMap.padded(-1)))
        .then("second", random.threshold(33, 3))
        .then("second:pool", new Pool(Pool.Kind.MAX, Window.of(2, 3).padding(1, 0, 1, 1)))
        .then("second:turned", random.threshold(33, 1))
        .add("third", conv(Window.of(1, 2).padding(0, 0, 1, 0), 33, 5, false, PLAIN), "second:pool")
        .add("third:floats", chain, "third")
        .add("third:bits", new Sign(), "third:floats")
        .add("other", depthwise(Window.of(2, 1), 10, true, PLAIN), "third:bits")
        .add("other:bits", random.threshold(10, 1), "other")
        .add(
            "other:sums",
            new Pool(Pool.Kind.SUM, Window.of(1, 2).padding(0, 0, 1, 0)),
            "other:bits")
        .add("deep", new Concat(), "second:turned", "third:bits")
        .add("deep:means", new Pool(Pool.Kind.MEAN, Window.of(2, 1).stride(2, 1)), "deep")
        .add("deep:conv", floatConv(Window.of(1, 2).padding(0, 0, 0, 1), 38, 2), "deep:means")
        .add("bits:flat", new Flatten(true), "third:bits")
        .add("bits:out", random.binary(4, 20), "bits:flat")
        .add("sums:flat", new Flatten(false), "other:sums")
        .add("sums:out", random.floatDense(4, 20), "sums:flat")
        .add("conv:flat", new Flatten(true), "deep:conv")
        .add("conv:out", random.ternary(4, 4), "conv:flat")
        .add("sum", new Add(), "bits:out", "sums:out", "conv:out")
        .then("out", random.affine(4))
        .build("north", "east", "south", "west");
  }

  /**
   * Ternary activations, as two bits each, and some of three bits, in front of every packed
   * product, fused with a threshold and not. Rows are in place with a multiple of 32 channels.
   */
  public Graph severalInputs(int channels) {
    Window same = Window.of(3, 3).padding(1, 1, 1, 1);
    Window four = Window.of(3, 4).padding(1, 1, 2, 1);
    Window wide = Window.of(2, 3).padding(1, 0, 2, 1).dilation(1, 2).stride(2, 1);
    Pool halve = new Pool(Pool.Kind.MAX, Window.of(2, 2).stride(2, 2));
    return GraphBuilder.input(EdgeKind.BYTE, new Shape(6, 4, 3))
        .then("first", conv(same, 3, channels, false, SCALED))
        .add("first:low", random.threshold(channels, 900), "first")
        .add("first:high", random.threshold(channels, 900), "first")
        .add("second", conv(four, channels, 33, false, PLAIN), "first:low", "first:high")
        .add("second:pool", halve, "second")
        .add("second:bits", random.threshold(33, 30), "second:pool")
        .add("third:low", random.threshold(33, 30), "second:pool")
        .add("third:high", random.threshold(33, 30), "second:pool")
        .add(
            "third",
            conv(wide, 33, 5, true, InputMap.padded(-1)),
            "second:bits",
            "third:low",
            "third:high")
        .add("third:bits", random.threshold(5, 20), "third")
        .add("other", random.threshold(33, 1), "third:low")
        .add("fourth", depthwise(same, 66, true, InputMap.padded(1)), "third:high", "other")
        .add("fourth:bits", random.threshold(66, 6), "fourth")
        .add("third:flat", new Flatten(true), "third:bits")
        .add("fourth:flat", new Flatten(false), "fourth:bits")
        .add("third:out", random.binary(4, 10), "third:flat", "third:flat")
        .add("left", random.threshold(396, 1), "fourth:flat")
        .add("fourth:out", random.ternary(4, 396), "fourth:flat", "left", "fourth:flat")
        .add("sum", new Add(), "third:out", "fourth:out")
        .then("out", random.affine(4))
        .build();
  }

  /** Two blocks as BinaryNet has them, product, max-pool, threshold, then a dense layer. */
  public Graph binaryNet(int height, int width, int channels, int classes) {
    Window same = Window.of(3, 3).padding(1, 1, 1, 1);
    Pool halve = new Pool(Pool.Kind.MAX, Window.of(2, 2).stride(2, 2));
    int flat = height / 4 * (width / 4) * channels;
    return GraphBuilder.input(EdgeKind.BYTE, new Shape(height, width, 3))
        .then("first:product", conv(same, 3, channels, false, SCALED))
        .then("first:pool", halve)
        .then("first", random.threshold(channels, 2000))
        .then("second:product", conv(same, channels, channels, false, PLAIN))
        .then("second:pool", halve)
        .then("second", random.threshold(channels, 30))
        .then("flat", new Flatten(false))
        .then("out:product", random.binary(classes, flat))
        .then("out", random.affine(classes))
        .build();
  }
}
