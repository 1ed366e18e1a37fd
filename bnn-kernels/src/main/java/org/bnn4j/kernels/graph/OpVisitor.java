package org.bnn4j.kernels.graph;

/**
 * One case for each kind of operation. Whoever treats kinds differently implements this, so that an
 * operation that is added later does not compile until every such place knows it.
 *
 * @param <R> what a case answers
 */
public interface OpVisitor<R> extends ProductVisitor<R> {
  /** The input, which has no inputs of its own. */
  R input(Input op);

  /** Bits by comparison of integers. */
  R threshold(Threshold op);

  /** Bits by the sign of floats. */
  R sign(Sign op);

  /** Float arithmetic, channel by channel. */
  R channelwise(Channelwise op);

  /** A softmax over the channels. */
  R softmax(Softmax op);

  /** A pooling. */
  R pool(Pool op);

  /** A padding with zeros. */
  R pad(Pad op);

  /** A map as a vector. */
  R flatten(Flatten op);

  /** A sum of several nodes. */
  R add(Add op);

  /** Several nodes side by side. */
  R concat(Concat op);
}
