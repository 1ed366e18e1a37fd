package org.bnn4j.kernels.paths;

/** The sizes that all products of integers have. */
abstract class AbstractIntProduct implements IntProduct {
  final int outputs;
  final int rowWords;
  final int segments;
  final int segmentWords;

  AbstractIntProduct(int outputs, int rowWords, int segments) {
    this.outputs = outputs;
    this.rowWords = rowWords;
    this.segments = segments;
    this.segmentWords = rowWords / segments;
  }

  @Override
  public final int outputs() {
    return outputs;
  }

  @Override
  public final int rowWords() {
    return rowWords;
  }

  @Override
  public final int segments() {
    return segments;
  }
}
