package org.bnn4j.layers.internal.impl;

import org.bnn4j.layers.QuantizedConv2D;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Puts the padding around a batch of images, where the native convolution does not do so itself.
 *
 * <p>It adds zeros, as many above as below; for -1 and +1 and for uneven padding, the images are
 * copied into larger ones.
 *
 * @param window the padding and the output's size
 * @param value what is around an image: -1, 0 or +1
 * @param copied whether the images are copied
 * @param rows the dimension of the rows, which that of the columns follows
 */
record ConvPadding(ConvWindow window, int value, boolean copied, int rows) {

  /** The padding of a batch of images. */
  static ConvPadding of(QuantizedConv2D conf, INDArray images) {
    int rows = conf.getCnn2dDataFormat() == CNN2DFormat.NCHW ? 2 : 1;
    ConvWindow window = ConvWindow.of(conf, images.size(rows), images.size(rows + 1));
    boolean none = window.symmetric() && window.top() == 0 && window.left() == 0;
    boolean copied = !none && (conf.padValue() != 0 || !window.symmetric());
    return new ConvPadding(window, conf.padValue(), copied, rows);
  }

  /** The shape of a batch of outputs. */
  long[] outputShape(long batch, long channels) {
    return rows == 2
        ? new long[] {batch, channels, window.outHeight(), window.outWidth()}
        : new long[] {batch, window.outHeight(), window.outWidth(), channels};
  }

  /** What is left to the native convolution to add above and below. */
  int nativeRows() {
    return copied ? 0 : (int) window.top();
  }

  /** What is left to the native convolution to add on the left and on the right. */
  int nativeColumns() {
    return copied ? 0 : (int) window.left();
  }

  /** Returns the images as the native convolution needs them. */
  INDArray pad(INDArray images, ArrayType place, LayerWorkspaceMgr workspaces) {
    if (!copied) {
      return images;
    }
    INDArray padded = createLike(images, place, workspaces).assign(value);
    inside(padded, images).assign(images);
    return padded;
  }

  /** Creates an array for the gradient with respect to what {@link #pad} returned. */
  INDArray createGradient(INDArray images, LayerWorkspaceMgr workspaces) {
    ArrayType place = copied ? ArrayType.BP_WORKING_MEM : ArrayType.ACTIVATION_GRAD;
    return createLike(images, place, workspaces);
  }

  private INDArray createLike(INDArray images, ArrayType place, LayerWorkspaceMgr workspaces) {
    long[] shape = images.shape().clone();
    if (copied) {
      shape[rows] += window.top() + window.bottom();
      shape[rows + 1] += window.left() + window.right();
    }
    return workspaces.createUninitialized(place, images.dataType(), shape, 'c');
  }

  /** Leaves the padding out of a gradient: it is constant. */
  INDArray crop(INDArray gradient, INDArray images, LayerWorkspaceMgr workspaces) {
    return copied
        ? workspaces.dup(ArrayType.ACTIVATION_GRAD, inside(gradient, images), 'c')
        : gradient;
  }

  private INDArray inside(INDArray padded, INDArray images) {
    INDArrayIndex[] part = NDArrayIndex.allFor(padded);
    part[rows] = NDArrayIndex.interval(window.top(), window.top() + images.size(rows));
    part[rows + 1] = NDArrayIndex.interval(window.left(), window.left() + images.size(rows + 1));
    return padded.get(part);
  }
}
