package org.bnn4j.layers.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks to count, and what a layer of them should be. */
final class Counted {
  private static final int BATCH = 2;

  private Counted() {}

  static NeuralNetConfiguration.Builder builder() {
    return new NeuralNetConfiguration.Builder().updater(new NoOp()).weightInit(WeightInit.ZERO);
  }

  static MultiLayerNetwork net(InputType input, Layer... layers) {
    return net(DataType.FLOAT, input, layers);
  }

  static MultiLayerNetwork net(DataType type, InputType input, Layer... layers) {
    var list = builder().dataType(type).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork net = new MultiLayerNetwork(list.setInputType(input).build());
    net.init();
    return net;
  }

  static BatchNormalization norm() {
    return new BatchNormalization();
  }

  static ActivationLayer sign() {
    return new ActivationLayer(new SignSTE());
  }

  static LossLayer softmax() {
    return new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build();
  }

  static WeightProduct product(int inputBits, int weightBits, long weights, long macs) {
    return new WeightProduct(new MacPrecision(inputBits, weightBits), weights, macs);
  }

  static List<Long> shape(long... lengths) {
    return LongStream.of(lengths).boxed().toList();
  }

  static void assertCounts(
      LayerSummary layer, String type, int inputBits, long otherParameters, WeightProduct... all) {
    assertEquals(type, layer.type());
    assertEquals(inputBits, layer.inputBits(), layer.ref());
    assertEquals(List.of(all), layer.products(), layer.ref());
    assertEquals(otherParameters, layer.otherParameters(), layer.ref());
    assertEquals(MacScope.EXAMPLE, layer.macScope(), layer.ref());
  }

  /** The output shapes and parameters are those of the network as it runs. */
  static BnnSummary assertRuns(MultiLayerNetwork net, InputType input) {
    BnnSummary summary = BnnSummary.of(net, input);
    long[] shape = input.getShape(true);
    shape[0] = BATCH;
    List<INDArray> outputs = net.feedForward(Nd4j.zeros(shape));
    for (LayerSummary layer : summary.layers()) {
      long[] output = outputs.get(layer.index() + 1).shape();
      assertEquals(
          shape(Arrays.copyOfRange(output, 1, output.length)), layer.outputShape(), layer.ref());
    }
    assertEquals(net.numParams(), summary.parameters());
    return summary;
  }
}
