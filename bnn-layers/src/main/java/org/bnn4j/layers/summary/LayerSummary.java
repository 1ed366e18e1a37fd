package org.bnn4j.layers.summary;

import java.util.List;
import org.bnn4j.layers.internal.network.Vertex;

/**
 * One layer, or another vertex of a graph, counted.
 *
 * @param index its place in the network, from 0
 * @param name its name, or {@code layer} and its index
 * @param type its class, without the package; what freezes a layer is looked through
 * @param outputShape one example of its output, as DL4J's array has it (channels first or last), or
 *     one row of it where each time step is a row; -1 for a length that is not known
 * @param inputBits bits of a value that it reads, the widest where it reads several
 * @param products its products with weights; none for a layer without weights or an unknown one
 * @param otherParameters parameters that no product reads: biases, gamma, beta, mean and variance
 *     of batch normalizations; for an unknown layer, all of them
 * @param bytesNow bytes of all parameters in the network's data type
 * @param macScope what the multiply-accumulates of {@code products} are counted for
 */
public record LayerSummary(
    int index,
    String name,
    String type,
    List<Long> outputShape,
    int inputBits,
    List<WeightProduct> products,
    long otherParameters,
    long bytesNow,
    MacScope macScope) {
  /** Copies the lists. */
  public LayerSummary {
    outputShape = List.copyOf(outputShape);
    products = List.copyOf(products);
  }

  /** Weights of all precisions. */
  public long weights() {
    return products.stream().mapToLong(WeightProduct::weights).sum();
  }

  /** Weights of so many bits. */
  public long weights(int bits) {
    return products.stream()
        .filter(product -> product.precision().weightBits() == bits)
        .mapToLong(WeightProduct::weights)
        .sum();
  }

  /** All parameters. */
  public long parameters() {
    return weights() + otherParameters;
  }

  /** Parameters of so many bits; {@link #otherParameters} count as 32. */
  public long parameters(int bits) {
    return weights(bits) + (bits == 32 ? otherParameters : 0);
  }

  /** Bytes of the weights alone, each at its own bits. */
  public long weightBytesPacked() {
    return products.stream().mapToLong(WeightProduct::bytesPacked).sum();
  }

  /** Bytes of all parameters, weights at their own bits and others at 4 bytes each. */
  public long bytesPacked() {
    return weightBytesPacked() + 4 * otherParameters;
  }

  /** Multiply-accumulates of all precisions; 0 if they are unknown. */
  public long macs() {
    return products.stream().mapToLong(WeightProduct::macs).sum();
  }

  /** Multiply-accumulates of one precision. */
  public long macs(MacPrecision precision) {
    return products.stream()
        .filter(product -> product.precision().equals(precision))
        .mapToLong(WeightProduct::macs)
        .sum();
  }

  /** Such as {@code layer 3 'conv2' (BinaryConv2D)}. */
  String ref() {
    return Vertex.described(index, name, type);
  }
}
