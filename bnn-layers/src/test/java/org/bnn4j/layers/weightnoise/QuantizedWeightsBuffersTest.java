package org.bnn4j.layers.weightnoise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bnn4j.layers.Nets;
import org.bnn4j.layers.internal.network.WeightLayout;
import org.bnn4j.layers.quantizers.StochasticSignQuantizer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What one weight noise keeps for the layers that it serves. */
class QuantizedWeightsBuffersTest {

  private static final INDArray X = Nets.uniform(DataType.DOUBLE, 1, 8, 16);
  private static final INDArray LABELS = Nets.uniform(DataType.DOUBLE, 2, 8, 3);

  private static MultiLayerNetwork net(QuantizedWeights noise) {
    return Nets.net(
        DataType.DOUBLE,
        noise.on(new DenseLayer.Builder().nIn(16).nOut(16)).build(),
        noise.on(new DenseLayer.Builder().nIn(16).nOut(16)).build(),
        noise
            .on(
                new OutputLayer.Builder()
                    .nIn(16)
                    .nOut(3)
                    .activation(Activation.IDENTITY)
                    .lossFunction(LossFunction.MSE))
            .build());
  }

  private static INDArray weights(QuantizedWeights noise, Layer layer, boolean training) {
    return noise.getParameter(layer, "W", 0, 0, training, LayerWorkspaceMgr.noWorkspaces());
  }

  @Test
  void aLayerHasOneArrayForAllItsSteps() {
    QuantizedWeights noise = new QuantizedWeights();
    MultiLayerNetwork net = net(noise);
    INDArray first = weights(noise, net.getLayer(0), true);
    INDArray other = weights(noise, net.getLayer(1), true);
    for (int step = 0; step < 200; step++) {
      net.fit(X, LABELS);
      net.output(X);
      assertEquals(3, noise.buffers().size());
    }
    assertSame(first, weights(noise, net.getLayer(0), false));
    assertSame(other, weights(noise, net.getLayer(1), false));
    assertNotEquals(first, other);
    assertSame(
        net.getLayer(0).getParam("b"),
        noise.getParameter(net.getLayer(0), "b", 0, 0, true, LayerWorkspaceMgr.noWorkspaces()));
  }

  /** Does what the collector does with layers that nothing else refers to. */
  @Test
  void buffersGoWithTheirLayers() {
    QuantizedWeights noise = new QuantizedWeights();
    MultiLayerNetwork kept = net(noise);
    kept.output(X);
    for (int i = 0; i < 10; i++) {
      net(noise).output(X);
    }
    assertTrue(noise.buffers().size() > 3);
    List<Layer> used = List.of(kept.getLayers());
    for (WeakReference<Layer> layer : noise.buffers().layers()) {
      if (used.stream().noneMatch(layer::refersTo)) {
        layer.enqueue();
      }
    }
    kept.output(X);
    assertEquals(3, noise.buffers().size());
  }

  /** A buffer that held its layer would keep it from being collected. */
  @Test
  void buffersDoNotHoldTheirLayer() {
    for (Field field : WeightBuffers.class.getDeclaredFields()) {
      Class<?> type = field.getType();
      assertTrue(
          type.isPrimitive() || type == INDArray.class || type == WeightLayout.class,
          field.toString());
    }
  }

  @Test
  void anotherDataTypeHasOtherBuffers() {
    QuantizedWeights noise = new QuantizedWeights();
    MultiLayerNetwork net = net(noise);
    INDArray expected = net.output(X);
    MultiLayerNetwork single = net.convertDataType(DataType.FLOAT);
    assertTrue(expected.equalsWithEps(single.output(X).castTo(DataType.DOUBLE), 1e-4));
    assertEquals(expected, net.output(X));
  }

  @Test
  void aCloneTrainsInAnotherThread() {
    MultiLayerNetwork net = net(new QuantizedWeights());
    MultiLayerNetwork clone = net.clone();
    MultiLayerNetwork alone = net(new QuantizedWeights());
    alone.setParams(net.params());
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> fit(clone, LABELS.neg()));
    fit(net, LABELS);
    other.join();
    fit(alone, LABELS);
    assertEquals(alone.params(), net.params());
    assertNotEquals(net.params(), clone.params());
  }

  private static void fit(MultiLayerNetwork net, INDArray labels) {
    for (int step = 0; step < 20; step++) {
      net.fit(X, labels);
    }
  }

  /** DL4J's own noises hand out an array that is gone by then. */
  @Test
  void whatIsHandedOutOutlivesAStep() {
    MultiLayerNetwork net = net(new QuantizedWeights());
    INDArray first = net.calculateGradients(X, LABELS, null, null).getFirst().gradient().dup();
    net.output(X, true);
    assertEquals(first, net.calculateGradients(X, LABELS, null, null).getFirst().gradient());
  }

  @Test
  void forwardAndBackwardPassHaveOneDraw() {
    QuantizedWeights noise = new QuantizedWeights(new StochasticSignQuantizer());
    MultiLayerNetwork net = net(noise);
    net.initGradientsView();
    Layer layer = net.getLayer(0);
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    layer.setInput(Nd4j.eye(16).castTo(DataType.DOUBLE), workspaces);
    INDArray drawn = null;
    for (int step = 0; step < 3; step++) {
      // The layer's activation is the sigmoid, whose inverse shows the weights.
      INDArray activations = layer.activate(true, workspaces);
      INDArray forward = Transforms.log(activations.div(activations.rsub(1)));
      assertTrue(forward.equalsWithEps(forward.gt(0).castTo(DataType.DOUBLE).mul(2).sub(1), 1e-9));
      // One epsilon per output: the inputs' gradients are the weights times the slope at +-1.
      INDArray slope = activations.mul(activations.rsub(1));
      INDArray epsilon = Nd4j.eye(16).castTo(DataType.DOUBLE);
      INDArray backward = layer.backpropGradient(epsilon, workspaces).getSecond();
      double s = slope.getDouble(0);
      assertTrue(backward.div(s).equalsWithEps(forward.transpose(), 1e-9));
      assertNotEquals(drawn, forward);
      drawn = forward;
    }
  }
}
