package org.bnn4j.layers.export;

import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Window;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/**
 * How the kernels of a network slide. In mode Same there are ceil(size / stride) windows, and the
 * padding that they take is split in two, the odd row below and the odd column on the right; in all
 * others the padding is the configured one, and rows and columns that fill no window are left out.
 */
final class Windows {
  private Windows() {}

  static Window of(ConvolutionLayer conf, Shape map, LayerRef ref) {
    Window window = window(conf.getKernelSize(), conf.getStride(), conf.getDilation());
    return padded(window, conf.getConvolutionMode(), conf.getPadding(), map, ref);
  }

  static Window of(SubsamplingLayer conf, Shape map, LayerRef ref) {
    Window window = window(conf.getKernelSize(), conf.getStride(), conf.getDilation());
    return padded(window, conf.getConvolutionMode(), conf.getPadding(), map, ref);
  }

  private static Window window(int[] kernel, int[] stride, int[] dilation) {
    return Window.of(kernel[0], kernel[1])
        .stride(stride[0], stride[1])
        .dilation(dilation[0], dilation[1]);
  }

  private static Window padded(
      Window window, ConvolutionMode mode, int[] padding, Shape map, LayerRef ref) {
    if (mode == ConvolutionMode.Causal) {
      throw ref.refuse("the convolution mode Causal cannot be exported: it is for sequences");
    } else if (mode != ConvolutionMode.Same) {
      return window.padding(padding[0], padding[0], padding[1], padding[1]);
    }
    int rows = missing(map.height(), window.height(), window.strideY(), window.dilationY());
    int columns = missing(map.width(), window.width(), window.strideX(), window.dilationX());
    return window.padding(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
  }

  /** How many rows or columns the windows of mode Same need beyond those of the map. */
  private static int missing(int size, int kernel, int stride, int dilation) {
    int windows = (size + stride - 1) / stride;
    return Math.max(0, (windows - 1) * stride + (kernel - 1) * dilation + 1 - size);
  }
}
