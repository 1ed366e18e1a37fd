package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.conv;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.TernaryConv2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

/** Which nodes a network becomes: what folds does, and nothing moves that need not. */
class MapGraphTest {
  private static final Images IMAGES = Images.nchw(6, 6, 3);

  @TempDir private Path folder;

  private static Layer ternary(int outputs) {
    return new TernaryConv2D.Builder(3, 3).nOut(outputs).build();
  }

  private static Layer max() {
    return new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build();
  }

  private static BnnExporter exporter(Layer... layers) {
    Stream<Layer> last = Stream.of(binary(Images.CLASSES), norm(), softmax());
    Layer[] all = Stream.concat(Stream.of(layers), last).toArray(Layer[]::new);
    MultiLayerNetwork network = Trained.on(IMAGES, null, all);
    return Parity.exporter(IMAGES, network).normalizer(new ImagePreProcessingScaler(-1, 1));
  }

  private List<String> nodes(Layer... layers) throws IOException {
    return Parity.written(exporter(layers), folder).nodes().stream()
        .map(node -> node.name() + " " + node.op())
        .toList();
  }

  @Test
  void poolBeforeNormAndSign() throws IOException {
    assertEquals(
        List.of(
            "input:raw input, channels first",
            "layer0:product binary conv 3x3 padded 1 on 2x-255 8 x 27",
            "layer1:pooled max pool 2x2 by 2",
            "layer3 threshold",
            "layer4:flat flatten",
            "layer4 binary dense 3 x 72",
            "layer5 batch",
            "layer6 softmax"),
        shortened(nodes(conv(8), max(), norm(), sign())));
  }

  /** Nodes of float arithmetic print how many operations they are; that is not the point here. */
  private static List<String> shortened(List<String> nodes) {
    return nodes.stream().map(node -> node.replaceAll("\\d float operations", "batch")).toList();
  }

  @Test
  void poolBehindSign() throws IOException {
    assertEquals(
        List.of(
            "input:raw input, channels first",
            "layer0:product binary conv 3x3 padded 1 on 2x-255 8 x 27",
            "layer2 threshold",
            "layer3 max pool 2x2 by 2",
            "layer4:flat flatten",
            "layer4 binary dense 3 x 72",
            "layer5 batch",
            "layer6 softmax"),
        shortened(nodes(conv(8), norm(), sign(), max())));
  }

  @Test
  void scaledSumsAndMeansFold() throws IOException {
    assertEquals(
        List.of(
            "input:raw input, channels first",
            "layer0:product ternary conv 3x3 8 x 27",
            "layer1:pooled max pool 2x2 by 2",
            "layer3 threshold",
            "layer4:product ternary conv 3x3 padded 1 5 x 72",
            "layer6 threshold",
            "layer8 binary conv 3x3 padded 1 4 x 45",
            "layer9:sum sum pool 2x2",
            "layer11 threshold",
            "layer12 binary dense 3 x 4",
            "layer13 batch",
            "layer14 softmax"),
        shortened(
            nodes(
                ternary(8),
                max(),
                norm(),
                sign(),
                ternaryPadded(),
                norm(),
                sign(),
                new ZeroPaddingLayer(0, 0, 0, 0),
                conv(4),
                new GlobalPoolingLayer(PoolingType.AVG),
                norm(),
                sign())));
  }

  private static Layer ternaryPadded() {
    return new TernaryConv2D.Builder(3, 3)
        .nOut(5)
        .convolutionMode(org.deeplearning4j.nn.conf.ConvolutionMode.Same)
        .build();
  }

  @Test
  void paddingLayersVanishInConvolutions() throws IOException {
    List<String> nodes =
        nodes(new ZeroPaddingLayer(1, 2, 0, 3), conv(8), norm(), sign(), separable());
    assertEquals(
        List.of(
            "input:raw input, channels first",
            "layer1:product binary conv 3x3 padded 2-3,1-4 on 2x-255 8 x 27",
            "layer3 threshold",
            "layer4:depthwise binary depthwise conv 2x2 8 x 4",
            "layer4:sums 0 float operations",
            "layer4 binary conv 1x1 6 x 8"),
        nodes.subList(0, 6));
  }

  private static Layer separable() {
    return new BinarySeparableConv2D.Builder(2, 2).nOut(6).build();
  }

  @Test
  void reportsEveryLayer() {
    ExportReport report =
        exporter(
                new ZeroPaddingLayer(1, 1),
                new BinaryConv2D.Builder(3, 3).nOut(40).build(),
                norm(),
                max(),
                sign(),
                separable())
            .report();
    assertEquals(
        List.of(
            new LayerReport(
                0, "layer0", "ZeroPaddingLayer", "folded into the next", 0, 0, 0, 0, 0, ""),
            new LayerReport(
                1,
                "layer1",
                "BinaryConv2D",
                "binary",
                27 * 40,
                1,
                4 * 40,
                27 * 40 * 36,
                27 * 40 * 36,
                "byte"),
            new LayerReport(
                2, "layer2", "BatchNormalization", "float arithmetic", 0, 0, 0, 0, 0, ""),
            new LayerReport(
                3, "layer3", "SubsamplingLayer", "max pool 2x2 by 2", 0, 0, 0, 0, 0, ""),
            new LayerReport(4, "layer4", "ActivationLayer", "signSTE", 0, 0, 0, 0, 0, ""),
            new LayerReport(
                5,
                "layer5",
                "BinarySeparableConv2D",
                "binary",
                4 * 40 + 40 * 6,
                1,
                4 * 40 + 4 * 2 * 6,
                (4 * 40 + 40 * 6) * 4,
                4 * 40 * 4,
                "bits")),
        report.layers().subList(0, 6));
    String line = report.toString().lines().toList().get(6);
    assertTrue(
        line.matches("5 layer5 +BinarySeparableConv2D +binary +bits, float +400 +1 +208"), line);
  }
}
