package org.bnn4j.layers.geometry;

import java.util.SplittableRandom;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.internal.impl.ConvWindow;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws rows that a layer's outputs sum over from what the layer reads. */
interface InputDraw {

  /**
   * Draws from a minibatch.
   *
   * @param input what the layer reads, behind its preprocessor
   * @param each how many rows to draw from an example, at most
   * @param random the same one draws the same places
   */
  void draw(INDArray input, int each, SplittableRandom random, SampledInputs to);

  /** How many rows an example has, at most; more are never drawn. */
  int rowsOf(INDArray input);

  /** A dense layer sums over an example. */
  final class Dense implements InputDraw {
    @Override
    public int rowsOf(INDArray input) {
      return 1;
    }

    @Override
    public void draw(INDArray input, int each, SplittableRandom random, SampledInputs to) {
      float[] values = input.dup('c').data().asFloat();
      int columns = (int) input.size(1);
      for (int start = 0; start < values.length && !to.isFull(); start += columns) {
        System.arraycopy(values, start, to.begin(), 0, columns);
      }
    }
  }

  /**
   * A convolution sums over what its kernel covers of an image, in the order of its weights:
   * channel, row, column.
   */
  record Convolution(ConvolutionLayer conf) implements InputDraw {

    private boolean channelsFirst() {
      return conf.getCnn2dDataFormat() == CNN2DFormat.NCHW;
    }

    private ConvWindow window(INDArray input) {
      int rows = channelsFirst() ? 2 : 1;
      return ConvWindow.of(
          conf.getKernelSize(),
          conf.getStride(),
          conf.getPadding(),
          conf.getDilation(),
          conf.getConvolutionMode(),
          input.size(rows),
          input.size(rows + 1));
    }

    @Override
    public int rowsOf(INDArray input) {
      ConvWindow window = window(input);
      return (int) (window.outHeight() * window.outWidth());
    }

    @Override
    public void draw(INDArray input, int each, SplittableRandom random, SampledInputs to) {
      INDArray images = (channelsFirst() ? input : input.permute(0, 3, 1, 2)).dup('c');
      float[] values = images.data().asFloat();
      ConvWindow window = window(input);
      int size = values.length / (int) images.size(0);
      for (int start = 0; start < values.length; start += size) {
        for (int i = 0; i < each && !to.isFull(); i++) {
          int y = random.nextInt((int) window.outHeight());
          int x = random.nextInt((int) window.outWidth());
          patch(values, start, images, window, y, x, to.begin());
        }
      }
    }

    private void patch(
        float[] values, int start, INDArray images, ConvWindow window, int y, int x, float[] row) {
      int height = (int) images.size(2);
      int width = (int) images.size(3);
      int outside = conf instanceof QuantizedConv2D quantized ? quantized.padValue() : 0;
      int column = 0;
      for (int channel = 0; channel < images.size(1); channel++) {
        for (int i = 0; i < conf.getKernelSize()[0]; i++) {
          int line = (int) (y * conf.getStride()[0] - window.top()) + i * conf.getDilation()[0];
          for (int j = 0; j < conf.getKernelSize()[1]; j++) {
            int at = (int) (x * conf.getStride()[1] - window.left()) + j * conf.getDilation()[1];
            boolean inside = line >= 0 && line < height && at >= 0 && at < width;
            int place = start + (channel * height + line) * width + at;
            row[column++] = inside ? values[place] : outside;
          }
        }
      }
    }
  }
}
