package org.bnn4j.layers.internal.network;

import org.bnn4j.kernels.graph.Shape;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How the network's own arrays hold an example. A model always has channels innermost. */
public enum Layout {
  /** One dimension. */
  VECTOR,
  /** A map: channel, row, column. */
  NCHW,
  /** A map: row, column, channel. */
  NHWC;

  public static Layout of(CNN2DFormat format) {
    return format == CNN2DFormat.NHWC ? NHWC : NCHW;
  }

  public boolean isMap() {
    return this != VECTOR;
  }

  /** The dimension of the channels in an array of examples. */
  public int channelDimension() {
    return this == NHWC ? 3 : 1;
  }

  /** The shape of an array of examples. */
  public long[] shape(long rows, Shape example) {
    long height = example.height();
    long width = example.width();
    long channels = example.channels();
    return switch (this) {
      case VECTOR -> new long[] {rows, example.size()};
      case NCHW -> new long[] {rows, channels, height, width};
      case NHWC -> new long[] {rows, height, width, channels};
    };
  }

  /** The values of an array of examples in the order in which a model has them. */
  public float[] innermost(INDArray examples) {
    INDArray ordered = this == NCHW ? examples.permute(0, 2, 3, 1) : examples;
    return ordered.dup('c').data().asFloat();
  }

  /** An array of examples whose values come in the order in which a model has them. */
  public INDArray array(INDArray innermost) {
    return this == NCHW ? innermost.permute(0, 3, 1, 2).dup('c') : innermost;
  }
}
