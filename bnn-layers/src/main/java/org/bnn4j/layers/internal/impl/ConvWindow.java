package org.bnn4j.layers.internal.impl;

import org.bnn4j.layers.QuantizedConv2D;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/**
 * Where the kernel of a convolution or of a pool goes on an image: the padding on each side and the
 * output's size.
 *
 * <p>In mode Same the output has ceil(input / stride) rows and columns, and the padding that this
 * takes is split in two, the odd row below and the odd column on the right. In the other modes the
 * padding is the configured one on both sides, and the output has floor((input + 2 padding -
 * extent) / stride) + 1 rows, with extent = (kernel - 1) dilation + 1.
 *
 * @param outHeight rows of the output
 * @param outWidth columns of the output
 * @param top rows added above the image
 * @param left columns added to the left of it
 * @param bottom rows added below
 * @param right columns added to the right
 */
public record ConvWindow(
    long outHeight, long outWidth, long top, long left, long bottom, long right) {

  /**
   * Lays a convolution over an image.
   *
   * @throws DL4JInvalidInputException if the image is smaller than the kernel, or in mode Strict is
   *     not covered exactly
   */
  public static ConvWindow of(QuantizedConv2D conf, long height, long width) {
    return of(
        conf.getKernelSize(),
        conf.getStride(),
        conf.getPadding(),
        conf.getDilation(),
        conf.getConvolutionMode(),
        height,
        width);
  }

  /**
   * Lays a kernel over an image; rows come first in each pair.
   *
   * @throws DL4JInvalidInputException if the image is smaller than the kernel, or in mode Strict is
   *     not covered exactly
   */
  public static ConvWindow of(
      int[] kernel,
      int[] stride,
      int[] padding,
      int[] dilation,
      ConvolutionMode mode,
      long height,
      long width) {
    Axis rows = Axis.of(kernel[0], stride[0], padding[0], dilation[0], mode, "height", height);
    Axis columns = Axis.of(kernel[1], stride[1], padding[1], dilation[1], mode, "width", width);
    return new ConvWindow(
        rows.out, columns.out, rows.before, columns.before, rows.after, columns.after);
  }

  /** Says whether the padding is the same above and below, and left and right. */
  boolean symmetric() {
    return top == bottom && left == right;
  }

  private record Axis(long out, long before, long after) {

    static Axis of(
        long kernel,
        long stride,
        long padding,
        long dilation,
        ConvolutionMode mode,
        String name,
        long size) {
      long extent = (kernel - 1) * dilation + 1;
      if (mode == ConvolutionMode.Same) {
        long out = (size + stride - 1) / stride;
        // Strides longer than the kernel leave rows out instead of adding any.
        long added = Math.max(0, (out - 1) * stride + extent - size);
        return new Axis(out, added / 2, added - added / 2);
      }
      long room = size + 2 * padding - extent;
      boolean exact = mode != ConvolutionMode.Strict || room % stride == 0;
      if (room < 0 || !exact) {
        throw new DL4JInvalidInputException(
            "Images of %s %d with padding %d are %s a kernel that extends over %d with stride %d"
                .formatted(
                    name,
                    size,
                    padding,
                    room < 0 ? "too small for" : "not covered exactly, as mode Strict asks, by",
                    extent,
                    stride));
      }
      return new Axis(room / stride + 1, padding, padding);
    }
  }
}
