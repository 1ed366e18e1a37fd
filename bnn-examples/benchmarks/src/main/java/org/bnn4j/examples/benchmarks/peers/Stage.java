package org.bnn4j.examples.benchmarks.peers;

/**
 * A product with its batch normalization folded in, and what follows it: rectified, pooled, or
 * neither.
 *
 * @param name of the layer
 * @param convolution whether it is a 3x3 convolution that keeps height and width
 * @param outputs features or channels
 * @param inputs features or channels
 * @param weights {@code [outputs][inputs][3][3]} of a convolution, else {@code [inputs][outputs]}
 * @param bias what is added to each output
 * @param pooled whether a 2x2 max-pooling follows
 * @param rectified whether negative values become 0
 */
record Stage(
    String name,
    boolean convolution,
    int outputs,
    int inputs,
    float[] weights,
    float[] bias,
    boolean pooled,
    boolean rectified) {
  /** The output that a weight belongs to. */
  int outputOf(int weight) {
    return convolution ? weight / (weights.length / outputs) : weight % outputs;
  }

  /** The shape of the weights. */
  long[] weightShape() {
    return convolution ? new long[] {outputs, inputs, 3, 3} : new long[] {inputs, outputs};
  }
}
