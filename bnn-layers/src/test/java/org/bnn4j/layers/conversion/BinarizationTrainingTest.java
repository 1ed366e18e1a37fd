package org.bnn4j.layers.conversion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class BinarizationTrainingTest {

  private static final DataSet DATA = FloatNets.data();
  private static final MultiLayerNetwork FLOATS = FloatNets.trainedPerceptron();

  private static double fineTune(MultiLayerNetwork network) {
    for (int step = 0; step < 40; step++) {
      network.fit(DATA);
    }
    return network.score(DATA);
  }

  @Test
  void fineTuningLowersTheLoss() {
    MultiLayerNetwork binary =
        Binarization.of(FLOATS).binaryInner().sign("relu1", "relu2").convert();
    assertInstanceOf(BinaryDense.class, binary.getLayer(3).conf().getLayer());
    assertEquals(DenseLayer.class, binary.getLayer(0).conf().getLayer().getClass());
    assertEquals(DenseLayer.class, binary.getLayer(6).conf().getLayer().getClass());
    INDArray signs = binary.getParam("3_W").gt(0);
    double before = binary.score(DATA);
    double after = fineTune(binary);
    assertTrue(after < before / 2, before + " to " + after);
    assertNotEquals(signs, binary.getParam("3_W").gt(0), "signs should have changed");
  }

  @Test
  void aHiddenLayerThatReadsRealValuesTrains() {
    MultiLayerNetwork binary = Binarization.of(FLOATS).binary(3).convert();
    double before = binary.score(DATA);
    double after = fineTune(binary);
    assertTrue(after < before / 2, before + " to " + after);
  }

  @Test
  void latentsBeyondTheClipAreClippedByTheFirstUpdate() {
    MultiLayerNetwork binary = Binarization.of(FLOATS).binary("dense2").latentMean(0.8).convert();
    INDArray latents = binary.getParam("3_W");
    assertEquals(0.8, latents.ameanNumber().doubleValue(), 1e-5);
    assertTrue(latents.amaxNumber().doubleValue() > 1.2);
    binary.fit(DATA);
    assertEquals(1.0, binary.getParam("3_W").amaxNumber().doubleValue());
  }

  @Test
  void largeLatentsKeepTheirSignsLonger() {
    assertTrue(flips(0.02) > 2 * flips(0.5));
  }

  private static double flips(double mean) {
    MultiLayerNetwork binary =
        Binarization.of(FLOATS).binary("dense2").sign("relu1", "relu2").latentMean(mean).convert();
    INDArray before = binary.getParam("3_W").gt(0);
    for (int step = 0; step < 5; step++) {
      binary.fit(DATA);
    }
    return before
        .neq(binary.getParam("3_W").gt(0))
        .castTo(DataType.FLOAT)
        .sumNumber()
        .doubleValue();
  }

  @Test
  void frozenLayersStayFrozen() {
    MultiLayerNetwork frozen = new TransferLearning.Builder(FLOATS).setFeatureExtractor(4).build();
    MultiLayerNetwork binary = Binarization.of(frozen).binary("dense2").ternary("dense3").convert();
    FrozenLayer layer =
        assertInstanceOf(
            FrozenLayer.class, binary.getLayerWiseConfigurations().getConf(3).getLayer());
    assertInstanceOf(BinaryDense.class, layer.getLayer());
    assertEquals("dense2", layer.getLayerName());
    assertEquals(frozen.params(), binary.params());
    binary.fit(DATA);
    assertEquals(frozen.getParam("3_W"), binary.getParam("3_W"));
    assertNotEquals(frozen.getParam("6_W"), binary.getParam("6_W"));
  }

  @Test
  void layersThatPassTheGradientOnStayFrozen() {
    MultiLayerNetwork net =
        FloatNets.net(
            DataType.FLOAT,
            InputType.feedForward(FloatNets.FEATURES),
            FloatNets.dense("first", 8),
            new FrozenLayerWithBackprop(FloatNets.dense("held", 8)),
            FloatNets.dense("last", 3),
            FloatNets.softmax());
    MultiLayerNetwork binary = Binarization.of(net).binaryInner().convert();
    FrozenLayerWithBackprop held =
        assertInstanceOf(
            FrozenLayerWithBackprop.class,
            binary.getLayerWiseConfigurations().getConf(1).getLayer());
    assertInstanceOf(BinaryDense.class, held.getUnderlying());
    binary.fit(DATA);
    assertEquals(net.getParam("1_W"), binary.getParam("1_W"));
    assertNotEquals(net.getParam("0_W"), binary.getParam("0_W"));
  }

  @Test
  void aConvertedNetworkIsExported() {
    MultiLayerNetwork binary =
        Binarization.of(FLOATS)
            .binary("dense1", "dense2")
            .ternary("dense3")
            .sign("relu1", "relu2")
            .convert();
    fineTune(binary);
    BnnExporter export = BnnExporter.of(binary).byteInput();
    Verification verification =
        export.verify(new ListDataSetIterator<>(Collections.singletonList(DATA), 60)).orThrow();
    assertEquals(60, verification.equalClasses());
    assertEquals("BinaryDense", export.report().layers().get(0).type());
  }

  @Test
  void aDenseLayerOfSequences() {
    MultiLayerNetwork net =
        FloatNets.net(
            DataType.DOUBLE,
            InputType.recurrent(4),
            new LSTM.Builder().nOut(5).build(),
            FloatNets.dense("dense", 6),
            new RnnOutputLayer.Builder(LossFunction.MSE)
                .nOut(2)
                .activation(Activation.IDENTITY)
                .build());
    MultiLayerNetwork binary = Binarization.of(net).binaryInner().convert();
    assertInstanceOf(BinaryDense.class, binary.getLayer(1).conf().getLayer());
    MultiLayerNetwork twin = net.clone();
    INDArray weights = twin.getParam("1_W");
    weights.assign(weights.gt(0).castTo(DataType.DOUBLE).muli(2).subi(1));
    INDArray x = FloatNets.gaussian(DataType.DOUBLE, 1, 3, 4, 7);
    assertTrue(twin.output(x).equalsWithEps(binary.output(x), 1e-9));
    binary.fit(x, FloatNets.gaussian(DataType.DOUBLE, 2, 3, 2, 7));
    assertNotEquals(net.getParam("1_W"), binary.getParam("1_W"));
  }
}
