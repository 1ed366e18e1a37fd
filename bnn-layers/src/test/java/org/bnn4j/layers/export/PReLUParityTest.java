package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.conv;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rectifiers with trained slopes are exported to the last bit, or refused. */
class PReLUParityTest {
  private static final long[] CHANNELS_FIRST = {5, 6, 6};
  private static final long[] CHANNELS_LAST = {6, 6, 5};

  /** Of examples of this shape, with one slope along the shared axes. */
  private static Layer prelu(long[] example, long... shared) {
    PReLULayer.Builder builder =
        new PReLULayer.Builder().name("slopes").inputShape(example.clone());
    return (shared.length > 0 ? builder.sharedAxes(shared) : builder).build();
  }

  /** The network, with other slopes for each channel. */
  private static MultiLayerNetwork sloped(MultiLayerNetwork network, int layer, double first) {
    INDArray slopes = network.getLayer(layer).getParam("W");
    for (int i = 0; i < slopes.length(); i++) {
      slopes.putScalar(i, first + 0.13 * i);
    }
    return network;
  }

  /** Not trained: Deeplearning4j 1.0.0-M2.1 cannot train slopes that are shared along an axis. */
  private static MultiLayerNetwork convolutional(Images images, Layer prelu) {
    var list = new NeuralNetConfiguration.Builder().seed(11).list();
    Stream.of(conv(5), prelu, norm(), sign(), conv(4), norm(), sign()).forEach(list::layer);
    Stream.of(binary(Images.CLASSES), norm(), softmax()).forEach(list::layer);
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(images.type()).build());
    network.init();
    return network;
  }

  private static String becomes(BnnExporter exporter) {
    return exporter.report().layers().get(1).kind();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NCHW", "NHWC"})
  void slopesOfChannelsFoldIntoThresholds(String layout) {
    boolean last = layout.equals("NHWC");
    Images images = last ? Images.nhwc(6, 6, 2) : Images.nchw(6, 6, 2);
    Layer prelu = last ? prelu(CHANNELS_LAST, 1, 2) : prelu(CHANNELS_FIRST, 2, 3);
    MultiLayerNetwork network = sloped(convolutional(images, prelu), 1, 0.1);
    Parity.assertExact(images, network);
    assertEquals("folded into the next", becomes(Parity.exporter(images, network)));
  }

  @Test
  void negativeSlopesStayArithmetic() {
    Images images = Images.nchw(6, 6, 2);
    MultiLayerNetwork network =
        sloped(convolutional(images, prelu(CHANNELS_FIRST, 2, 3)), 1, -0.05);
    Parity.assertExact(images, network);
  }

  @Test
  void oneSlopeForAll() {
    Images images = Images.nchw(6, 6, 2);
    Parity.assertExact(
        images, sloped(convolutional(images, prelu(CHANNELS_FIRST, 1, 2, 3)), 1, 0.3));
  }

  @Test
  void slopesOfFeatures() {
    Images images = Images.flat(5, 6, 1);
    MultiLayerNetwork network =
        Trained.classifier(
            images, binary(35), prelu(new long[] {35}), norm(), sign(), binary(9), norm(), sign());
    Parity.assertExact(images, sloped(network, 1, 0.05));
  }

  @Test
  void slopesOfPixelsAreRefused() {
    Images images = Images.nchw(6, 6, 2);
    BnnExporter exporter = Parity.exporter(images, convolutional(images, prelu(CHANNELS_FIRST)));
    String message = assertThrows(ExportException.class, exporter::report).getMessage();
    List.of("layer 1 'slopes' (PReLULayer)", "[5, 6, 6]", "6x6x5", "sharedAxes(2, 3)")
        .forEach(part -> assertTrue(message.contains(part), message));
  }

  @Test
  void slopesThatDivergedAreRefused() {
    MultiLayerNetwork network =
        Trained.untrained(binary(8), prelu(new long[] {8}), binary(10), softmax());
    network.getLayer(1).getParam("W").putScalar(3, Float.NaN);
    BnnExporter exporter = BnnExporter.of(network);
    String message = assertThrows(ExportException.class, exporter::report).getMessage();
    assertTrue(message.contains("a slope has the value NaN at index 3"), message);
  }
}
