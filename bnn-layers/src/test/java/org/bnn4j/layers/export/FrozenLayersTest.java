package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.bnn4j.layers.BinaryConv2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;

/** What transfer learning freezes is exported as what it is. */
class FrozenLayersTest {
  private static final Images IMAGES = Images.nchw(5, 5, 2);

  private static Layer[] layers() {
    return new Layer[] {
      new BinaryConv2D.Builder(3, 3).nOut(9).name("edges").build(),
      norm(),
      sign(),
      binary(Images.CLASSES),
      norm(),
      softmax()
    };
  }

  @Test
  void layersThatAreFrozen() {
    MultiLayerNetwork network = Trained.on(IMAGES, null, layers());
    MultiLayerNetwork frozen = new TransferLearning.Builder(network).setFeatureExtractor(2).build();
    assertInstanceOf(FrozenLayer.class, frozen.getLayerWiseConfigurations().getConf(0).getLayer());
    frozen.fit(IMAGES.all());
    assertEquals("edges", Parity.assertExact(IMAGES, frozen).get(0));
    ExportReport report = Parity.exporter(IMAGES, frozen).byteInput().report();
    assertEquals("BinaryConv2D", report.layers().get(0).type());
  }

  @Test
  void layersThatPassTheGradientOn() {
    Layer[] layers = layers();
    layers[3] = new FrozenLayerWithBackprop(layers[3]);
    Parity.assertExact(IMAGES, Trained.on(IMAGES, null, layers));
  }
}
