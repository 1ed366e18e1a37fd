package org.bnn4j.examples.benchmarks.kernels;

import java.util.Random;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.paths.IntProduct;
import org.bnn4j.kernels.paths.KernelPath;

/** A product of bits or bytes with packed weights. */
final class IntegersProduct extends Product {
  private final IntProduct product;
  private final IntProduct.Worker worker;
  private final int[] activations;
  private final int[] starts;
  private long seen;

  IntegersProduct(ProductShape shape, KernelPath path, Random random) {
    super(shape);
    PackedWeights weights = weights(shape, random);
    if (shape.kind() == ProductKind.BYTES) {
      product = path.ofBytes(weights);
      activations = packed(shape, random);
    } else {
      product = path.ofBits(weights, 1);
      activations = bits(shape.rows(), shape.fanIn(), random);
    }
    worker = product.newWorker();
    starts = product.consecutiveStarts(shape.rows());
  }

  private static PackedWeights weights(ProductShape shape, Random random) {
    int[] sign = bits(shape.outputs(), shape.fanIn(), random);
    if (shape.kind() != ProductKind.TERNARY) {
      return PackedWeights.binary(new BitMatrix(shape.outputs(), shape.fanIn(), sign));
    }
    int[] nonzero = bits(shape.outputs(), shape.fanIn(), random);
    for (int i = 0; i < sign.length; i++) {
      sign[i] &= nonzero[i];
    }
    return PackedWeights.ternary(
        new BitMatrix(shape.outputs(), shape.fanIn(), sign),
        new BitMatrix(shape.outputs(), shape.fanIn(), nonzero));
  }

  private static int[] bits(int rows, int columns, Random random) {
    int rowWords = Bits.words(columns);
    int[] words = random.ints((long) rows * rowWords).toArray();
    for (int last = rowWords - 1; last < words.length; last += rowWords) {
      words[last] &= Bits.lastWordMask(columns);
    }
    return words;
  }

  private int[] packed(ProductShape shape, Random random) {
    byte[] bytes = new byte[shape.rows() * shape.fanIn()];
    random.nextBytes(bytes);
    int[] words = new int[shape.rows() * product.rowWords()];
    for (int row = 0; row < shape.rows(); row++) {
      product.pack(bytes, row * shape.fanIn(), words, row * product.rowWords());
    }
    return words;
  }

  @Override
  double run() {
    worker.run(
        activations, starts, shape.rows(), (row, first, count, sums) -> seen += sums[count - 1]);
    return seen;
  }

  @Override
  double[] sums(int... rows) {
    int[] chosen = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = starts[rows[i]];
    }
    double[] all = new double[rows.length * shape.outputs()];
    worker.run(
        activations,
        chosen,
        rows.length,
        (row, first, count, sums) -> {
          for (int i = 0; i < count; i++) {
            all[row * shape.outputs() + first + i] = sums[i];
          }
        });
    return all;
  }

  @Override
  double tolerance() {
    return 0;
  }
}
