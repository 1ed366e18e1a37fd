package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.conv;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.ternary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.summary.BnnSummary;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

/** A quantized activation is one class: nothing else in the library knows {@link FiveLevels}. */
class NewActivationTest {
  private static ActivationLayer activation() {
    return new ActivationLayer(new FiveLevels());
  }

  @Test
  void isExportedAsBitsBetweenDenseLayers() {
    Images images = Images.flat(5, 6, 1);
    MultiLayerNetwork network =
        Trained.classifier(
            images, binary(35), norm(), activation(), ternary(33), norm(), activation());
    List<String> compared = Parity.assertExact(images, network);
    assertTrue(
        compared.containsAll(List.of("layer2:sign1", "layer2:sign4", "layer5:sign2")),
        compared.toString());
  }

  @Test
  void isExportedAsBitsBetweenConvolutionsAndPooled() {
    Images images = Images.nchw(6, 6, 2);
    MultiLayerNetwork network =
        Trained.classifier(
            images,
            conv(33),
            norm(),
            activation(),
            new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build(),
            conv(7),
            norm(),
            activation(),
            new BinaryDepthwiseConv2D.Builder(3, 3).padding(1, 1).padValue(0).build(),
            norm(),
            activation());
    Parity.assertExact(images, network);
  }

  @Test
  void thirdsAreRefused() {
    FiveLevels fourLevels =
        new FiveLevels() {
          @Override
          public float[] thresholds() {
            return new float[] {0.5f, 0, -0.5f};
          }
        };
    MultiLayerNetwork network =
        Trained.classifier(
            Images.flat(5, 6, 1), binary(35), norm(), new ActivationLayer(fourLevels), binary(33));
    ExportException refusal =
        assertThrows(ExportException.class, () -> BnnExporter.of(network).report());
    assertTrue(
        refusal.getMessage().contains("is the mean of 3 signs and cannot be exported"),
        refusal.getMessage());
  }

  @Test
  void isCountedByItsBits() {
    MultiLayerNetwork network =
        Trained.classifier(Images.flat(5, 6, 1), binary(35), norm(), activation(), binary(33));
    assertEquals(4, BnnSummary.of(network).layers().get(3).inputBits());
  }
}
