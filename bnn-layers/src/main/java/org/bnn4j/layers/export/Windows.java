package org.bnn4j.layers.export;

import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.layers.internal.impl.ConvWindow;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** How the kernels of a network slide. */
final class Windows {
  private Windows() {}

  static Window of(ConvolutionLayer conf, Shape map, LayerRef ref) {
    return of(
        conf.getKernelSize(),
        conf.getStride(),
        conf.getPadding(),
        conf.getDilation(),
        conf.getConvolutionMode(),
        map,
        ref);
  }

  static Window of(SubsamplingLayer conf, Shape map, LayerRef ref) {
    return of(
        conf.getKernelSize(),
        conf.getStride(),
        conf.getPadding(),
        conf.getDilation(),
        conf.getConvolutionMode(),
        map,
        ref);
  }

  private static Window of(
      int[] kernel,
      int[] stride,
      int[] padding,
      int[] dilation,
      ConvolutionMode mode,
      Shape map,
      LayerRef ref) {
    if (mode == ConvolutionMode.Causal) {
      throw ref.refuse("the convolution mode Causal cannot be exported: it is for sequences");
    }
    ConvWindow window;
    try {
      window = ConvWindow.of(kernel, stride, padding, dilation, mode, map.height(), map.width());
    } catch (DL4JInvalidInputException e) {
      throw ref.refuse(e.getMessage());
    }
    return Window.of(kernel[0], kernel[1])
        .stride(stride[0], stride[1])
        .dilation(dilation[0], dilation[1])
        .padding(
            (int) window.top(), (int) window.bottom(), (int) window.left(), (int) window.right());
  }
}
