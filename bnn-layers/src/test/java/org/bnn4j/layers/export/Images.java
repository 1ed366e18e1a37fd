package org.bnn4j.layers.export;

import java.util.Random;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.layers.internal.network.Layout;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Made-up images of three classes, in whole numbers of 0 to 255.
 *
 * @param shape their size
 * @param layout how a network is fed them; as vectors, one plane after the other
 */
public record Images(Shape shape, Layout layout) {
  public static final int COUNT = 40;
  public static final int CLASSES = 3;
  private static final int BATCH = 16;

  public static Images nchw(int height, int width, int channels) {
    return new Images(new Shape(height, width, channels), Layout.NCHW);
  }

  public static Images nhwc(int height, int width, int channels) {
    return new Images(new Shape(height, width, channels), Layout.NHWC);
  }

  public static Images flat(int height, int width, int channels) {
    return new Images(new Shape(height, width, channels), Layout.VECTOR);
  }

  public InputType type() {
    if (layout == Layout.VECTOR) {
      return InputType.convolutionalFlat(shape.height(), shape.width(), shape.channels());
    }
    return map();
  }

  /** What the first layer of maps reads. */
  InputTypeConvolutional map() {
    CNN2DFormat format = layout == Layout.NHWC ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    return (InputTypeConvolutional)
        InputType.convolutional(shape.height(), shape.width(), shape.channels(), format);
  }

  /** All images, not normalized, in arrays of the caller's own; the same values in every layout. */
  public DataSet all() {
    Random random = new Random(17);
    float[] centers = new float[CLASSES * shape.size()];
    for (int i = 0; i < centers.length; i++) {
      centers[i] = random.nextInt(256);
    }
    INDArray labels = Nd4j.zeros(COUNT, CLASSES);
    float[] pixels = new float[COUNT * shape.size()];
    for (int row = 0; row < COUNT; row++) {
      labels.putScalar(row, row % CLASSES, 1);
      for (int i = 0; i < shape.size(); i++) {
        double noisy = centers[row % CLASSES * shape.size() + i] + 60 * random.nextGaussian();
        pixels[row * shape.size() + i] = Math.round(Math.max(0, Math.min(255, noisy)));
      }
    }
    INDArray planes = Nd4j.create(pixels, Layout.NCHW.shape(COUNT, shape), 'c');
    INDArray features = layout == Layout.NHWC ? planes.permute(0, 2, 3, 1).dup('c') : planes;
    return new DataSet(features.reshape('c', layout.shape(COUNT, shape)), labels);
  }

  /** All images, not normalized; the last batch is a smaller one. */
  public DataSetIterator iterator() {
    return new ViewIterator(all(), BATCH);
  }
}
