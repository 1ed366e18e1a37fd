package org.bnn4j.layers.internal.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.Nets;
import org.bnn4j.layers.TernaryDense;
import org.bnn4j.layers.quantizers.TrainedTernaryQuantizer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Which weights a layer has, and that a row is what one output sums over. */
class LayerWeightsTest {

  private static List<LayerWeights> weights(Layer conf) {
    MultiLayerNetwork network = Nets.net(DataType.FLOAT, conf);
    return LayerWeights.of((Vertex.OfLayer) Topology.of(network).vertices().get(0));
  }

  @Test
  void denseWeights() {
    LayerWeights found = weights(new BinaryDense.Builder().nIn(3).nOut(2).clip(0.5).build()).get(0);
    INDArray parameter = found.parameter();
    parameter.assign(Nd4j.arange(6).reshape(3, 2));
    assertEquals(Nd4j.createFromArray(new float[][] {{0, 2, 4}, {1, 3, 5}}), found.rows());
    assertEquals("W", found.key());
    assertEquals(0.5, found.clip());
    assertTrue(found.quantizer().isPresent() && found.learned().isEmpty() && !found.frozen());
    found.rows().putScalar(0, 1, 9);
    assertEquals(9, parameter.getDouble(1, 0), "dense rows are a view");
  }

  /** What an output sums over, found by the layer's own response to one input pixel. */
  @Test
  void rowsAreWhatTheLayerSumsOver() {
    List<Layer> layers =
        List.of(
            new BinaryDepthwiseConv2D.Builder(2, 2).nIn(3).depthMultiplier(2).build(),
            new DepthwiseConvolution2D.Builder(2, 2)
                .nIn(3)
                .nOut(6)
                .depthMultiplier(2)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .build(),
            new BinaryConv2D.Builder(2, 2).nIn(3).nOut(4).build());
    for (Layer conf : layers) {
      MultiLayerNetwork network = Nets.net(DataType.FLOAT, conf);
      LayerWeights found =
          LayerWeights.of((Vertex.OfLayer) Topology.of(network).vertices().get(0)).get(0);
      INDArray image = Nd4j.rand(DataType.FLOAT, 1, 3, 2, 2);
      double[] outputs = network.output(image).data().asDouble();
      INDArray rows = found.rows();
      assertEquals(rows.size(1), found.fanIn());
      boolean full = rows.size(1) == 12;
      double[] expected = new double[outputs.length];
      for (int o = 0; o < expected.length; o++) {
        for (int i = 0; i < rows.size(1); i++) {
          double weight = rows.getDouble(o, i);
          double used = found.quantizer().isPresent() ? (weight > 0 ? 1 : -1) : weight;
          int pixel = full ? i : o / 2 * 4 + i;
          expected[o] += used * image.data().getDouble(pixel);
        }
      }
      assertArrayEquals(expected, outputs, 1e-5, conf.getClass().getSimpleName());
    }
  }

  @Test
  void bothStepsOfASeparableConvolution() {
    List<LayerWeights> found =
        weights(new BinarySeparableConv2D.Builder(3, 3).nIn(2).nOut(5).depthMultiplier(2).build());
    assertEquals(List.of("W", "pW"), found.stream().map(LayerWeights::key).toList());
    assertArrayEquals(new long[] {4, 9}, found.get(0).rows().shape());
    assertArrayEquals(new long[] {5, 4}, found.get(1).rows().shape());
  }

  @Test
  void trainedScales() {
    LayerWeights found =
        weights(
                new TernaryDense.Builder()
                    .nIn(3)
                    .nOut(2)
                    .quantizer(new TrainedTernaryQuantizer())
                    .build())
            .get(0);
    assertEquals(2, found.learned().orElseThrow().length());
  }

  @Test
  void frozenOnesAndLayersWithout() {
    BinaryDense dense = new BinaryDense.Builder().nIn(3).nOut(2).build();
    assertTrue(weights(new FrozenLayerWithBackprop(dense)).get(0).frozen());
    LayerWeights plain = weights(new DenseLayer.Builder().nIn(3).nOut(2).build()).get(0);
    assertTrue(plain.quantizer().isEmpty());
    assertEquals(List.of(), weights(new BatchNormalization.Builder().nIn(3).nOut(3).build()));
  }
}
