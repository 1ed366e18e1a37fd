package org.bnn4j.kernels;

import java.util.List;
import java.util.Random;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.types.EdgeKind;

/** Weights, inputs and whole models from a seed. */
public final class RandomModels {
  private final Random random;

  /** The same seed gives the same models. */
  public RandomModels(long seed) {
    this.random = new Random(seed);
  }

  /** Unsigned bytes, 0 and 255 among them where there are two or more. */
  public byte[] bytes(int n) {
    byte[] bytes = new byte[n];
    random.nextBytes(bytes);
    if (n > 1) {
      bytes[random.nextInt(n / 2)] = 0;
      bytes[n / 2 + random.nextInt(n - n / 2)] = (byte) 255;
    }
    return bytes;
  }

  /** Floats around 0. */
  public float[] floats(int n) {
    float[] floats = new float[n];
    for (int i = 0; i < n; i++) {
      floats[i] = (float) random.nextGaussian();
    }
    return floats;
  }

  /** Values from {@code least} to {@code most}. */
  public int[] integers(int n, int least, int most) {
    return random.ints(n, least, most + 1).toArray();
  }

  /** A dense product with weights of -1 and +1. */
  public PackedDense binary(int outputs, int fanIn) {
    return new PackedDense(binaryWeights(outputs, fanIn));
  }

  /** A dense product with weights of -1, 0 and +1. */
  public PackedDense ternary(int outputs, int fanIn) {
    return new PackedDense(ternaryWeights(outputs, fanIn));
  }

  /** A dense product with the given weights of -1 and +1, row by row. */
  public static PackedDense binary(int outputs, int fanIn, int[] weights) {
    return new PackedDense(binaryWeights(outputs, fanIn, weights));
  }

  /** A dense product with the given weights of -1, 0 and +1, row by row. */
  public static PackedDense ternary(int outputs, int fanIn, int[] weights) {
    return new PackedDense(ternaryWeights(outputs, fanIn, weights));
  }

  /** Weights of -1 and +1. */
  public PackedWeights binaryWeights(int outputs, int fanIn) {
    return PackedWeights.binary(BitMatrix.ofPositive(outputs, fanIn, floats(outputs * fanIn)));
  }

  /** Weights of -1, 0 and +1. */
  public PackedWeights ternaryWeights(int outputs, int fanIn) {
    return ternaryWeights(outputs, fanIn, integers(outputs * fanIn, -1, 1));
  }

  /** The given weights of -1, 0 and +1, row by row. */
  public static PackedWeights ternaryWeights(int outputs, int fanIn, int[] weights) {
    float[] positive = new float[weights.length];
    float[] nonzero = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      positive[i] = weights[i];
      nonzero[i] = Math.abs(weights[i]);
    }
    return PackedWeights.ternary(
        BitMatrix.ofPositive(outputs, fanIn, positive),
        BitMatrix.ofPositive(outputs, fanIn, nonzero));
  }

  /** The given weights of -1 and +1, row by row. */
  public static PackedWeights binaryWeights(int outputs, int fanIn, int[] weights) {
    float[] positive = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      positive[i] = weights[i];
    }
    return PackedWeights.binary(BitMatrix.ofPositive(outputs, fanIn, positive));
  }

  /** Thresholds within {@code range} of 0, about half of them flipped. */
  public Threshold threshold(int channels, int range) {
    int[] flips = new int[Bits.words(channels)];
    Bits.pack(floats(channels), 0, channels, flips, 0);
    return new Threshold(integers(channels, -range, range), flips);
  }

  /** A dense product with weights around 0. */
  public FloatDense floatDense(int outputs, int fanIn) {
    return new FloatDense(floatWeights(outputs, fanIn));
  }

  /** Weights around 0. */
  public FloatWeights floatWeights(int outputs, int fanIn) {
    return new FloatWeights(outputs, fanIn, floats(outputs * fanIn));
  }

  /** A scale and an offset for each channel. */
  public Channelwise affine(int channels) {
    return new Channelwise(
        List.of(
            new Term(Operation.MULTIPLY, floats(channels)),
            new Term(Operation.ADD, floats(channels))));
  }

  /** Two hidden layers, one binary and one ternary, from bytes. */
  public Graph perceptron(int inputs, int hidden, int classes) {
    return GraphBuilder.input(EdgeKind.BYTE, inputs)
        .then("first:product", binary(hidden, inputs))
        .then("first", threshold(hidden, 20 * inputs))
        .then("second:product", ternary(hidden, hidden))
        .then("second", threshold(hidden, 4))
        .then("out:product", binary(classes, hidden))
        .then("out", affine(classes))
        .build();
  }

  /** The same from floats, normalized first. */
  public Graph floatPerceptron(int inputs, int hidden, int classes) {
    return GraphBuilder.input(EdgeKind.FLOAT, inputs)
        .then("normalizer", affine(inputs))
        .then("first:product", ternary(hidden, inputs))
        .then("first", new Sign())
        .then("out:product", binary(classes, hidden))
        .then("out", affine(classes))
        .build();
  }

  /** A small graph with fan-out that has every operation, and every kind on some edge. */
  public Graph everyOperation() {
    float[] divisors = floats(33);
    for (int i = 0; i < divisors.length; i++) {
      divisors[i] = 1 + Math.abs(divisors[i]);
    }
    Channelwise chain =
        new Channelwise(
            List.of(
                new Term(Operation.ADD, floats(33)),
                new Term(Operation.SUBTRACT, 0.5f),
                new Term(Operation.MULTIPLY, floats(33)),
                new Term(Operation.DIVIDE, divisors),
                new Term(Operation.LEAKY_RELU, 0.01f),
                new Term(Operation.TANH),
                new Term(Operation.HARD_TANH)));
    Channelwise activation =
        new Channelwise(List.of(new Term(Operation.RELU), new Term(Operation.SIGMOID)));
    return GraphBuilder.input(EdgeKind.BYTE, 37)
        .then("first:product", binary(40, 37))
        .then("first", threshold(40, 1000))
        .add("left", ternary(33, 40), "first")
        .add("right", binary(33, 40), "first")
        .add("sum", new Add(), "left", "right")
        .add("second", threshold(33, 6), "sum")
        .add("chain", chain, "left")
        .add("third", new Sign(), "chain")
        .add("bits:product", ternary(5, 33), "third")
        .add("bits", affine(5), "bits:product")
        .add("floats:product", floatDense(5, 33), "second")
        .add("floats", activation, "floats:product")
        .add("mixed", binary(5, 33), "chain")
        .add("two", new Add(), "bits", "floats")
        .add("three", new Add(), "two", "mixed")
        .then("out", new Softmax())
        .build("zero", "one", "two", "three", "four");
  }
}
