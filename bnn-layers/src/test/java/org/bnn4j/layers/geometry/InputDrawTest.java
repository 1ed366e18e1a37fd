package org.bnn4j.layers.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.Nets;
import org.bnn4j.layers.internal.network.LayerWeights;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What is drawn is what a layer's outputs sum over. */
class InputDrawTest {

  static List<Layer> convolutions() {
    return List.of(
        new BinaryConv2D.Builder(3, 2).nIn(2).nOut(3).padding(1, 1).padValue(-1).build(),
        new BinaryConv2D.Builder(2, 2)
            .nIn(2)
            .nOut(3)
            .convolutionMode(ConvolutionMode.Same)
            .padValue(1)
            .dataFormat(CNN2DFormat.NHWC)
            .build(),
        new ConvolutionLayer.Builder(2, 3)
            .nIn(2)
            .nOut(3)
            .stride(2, 1)
            .padding(1, 0)
            .dilation(1, 2)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build());
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void placesOfAKernel(ConvolutionLayer conf) {
    MultiLayerNetwork network = Nets.net(DataType.FLOAT, conf);
    LayerWeights weights =
        LayerWeights.of((Vertex.OfLayer) Topology.of(network).vertices().get(0)).get(0);
    boolean first = conf.getCnn2dDataFormat() == CNN2DFormat.NCHW;
    INDArray images =
        Draws.gaussian(1, 3, 2 * 5 * 6)
            .castTo(DataType.FLOAT)
            .reshape(first ? new long[] {3, 2, 5, 6} : new long[] {3, 5, 6, 2});
    INDArray output = network.output(images);
    INDArray sums = (first ? output.permute(0, 2, 3, 1) : output).dup('c');
    INDArray expected = sums.reshape(sums.length() / 3, 3);

    InputDraw draw = new InputDraw.Convolution(conf);
    assertEquals(sums.length() / 9, draw.rowsOf(images));
    SampledInputs to = new SampledInputs((int) weights.rows().size(1), 500);
    draw.draw(images, 100, new SplittableRandom(1), to);
    Products products = Products.of(to.matrix(), WeightRows.of(weights).quantized());
    if (weights.quantizer().isEmpty()) {
      products = Products.of(to.matrix(), weights.rows());
    }
    assertEquals(300, products.rows());
    List<Long> seen = new ArrayList<>();
    for (int row = 0; row < products.rows(); row++) {
      double[] found = Arrays.copyOfRange(products.values(), 3 * row, 3 * row + 3);
      long image = row / 100;
      long place = nearest(expected, found, image * draw.rowsOf(images), draw.rowsOf(images));
      assertArrayEquals(expected.getRow(place).dup().data().asDouble(), found, 1e-4);
      seen.add(place);
    }
    assertTrue(seen.stream().distinct().count() > 0.8 * expected.size(0), "nearly all are drawn");
  }

  private static long nearest(INDArray expected, double[] found, long from, long count) {
    long best = from;
    double least = Double.POSITIVE_INFINITY;
    for (long row = from; row < from + count; row++) {
      double distance =
          expected.getRow(row).castTo(DataType.DOUBLE).distance2(Nd4j.createFromArray(found));
      if (distance < least) {
        least = distance;
        best = row;
      }
    }
    return best;
  }

  @Test
  void examplesOfADenseLayer() {
    INDArray inputs = Draws.gaussian(2, 5, 7);
    SampledInputs to = new SampledInputs(7, 4);
    new InputDraw.Dense().draw(inputs, 1, new SplittableRandom(1), to);
    assertTrue(to.isFull(), "as many as there is room for");
    assertEquals(inputs.get(NDArrayIndex.interval(0, 4)), to.matrix());
  }
}
