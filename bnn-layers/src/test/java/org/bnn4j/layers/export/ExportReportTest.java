package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.bnn4j.layers.export.Trained.ternary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.bnn4j.layers.BinaryDense;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.slf4j.LoggerFactory;

/** The report against a count by hand. */
class ExportReportTest {

  /** 64 inputs; rows are padded to whole words of 32 weights. */
  private static MultiLayerNetwork mixed() {
    return Trained.untrained(
        new BinaryDense.Builder().nOut(40).name("first").build(),
        norm(),
        sign(),
        ternary(33),
        norm(),
        sign(),
        new DropoutLayer(0.5),
        new DenseLayer.Builder().nOut(20).activation(Activation.RELU).name("head").build(),
        new DenseLayer.Builder().nOut(10).hasBias(false).activation(Activation.IDENTITY).build(),
        softmax());
  }

  @Test
  void countsWeightsBitsAndBytes() {
    ExportReport report = BnnExporter.of(mixed()).byteInput().report();
    assertEquals(
        List.of(
            new LayerReport(
                0, "first", "BinaryDense", "binary", 2560, 1, 4 * 40 * 2, 2560, 2560, "byte"),
            new LayerReport(
                1, "layer1", "BatchNormalization", "folded into the next", 0, 0, 0, 0, 0, ""),
            new LayerReport(2, "layer2", "ActivationLayer", "signSTE", 0, 0, 0, 0, 0, ""),
            new LayerReport(
                3, "layer3", "TernaryDense", "ternary", 1320, 2, 8 * 33 * 2, 1320, 1320, "bits"),
            new LayerReport(
                4, "layer4", "BatchNormalization", "folded into the next", 0, 0, 0, 0, 0, ""),
            new LayerReport(5, "layer5", "ActivationLayer", "signSTE", 0, 0, 0, 0, 0, ""),
            new LayerReport(6, "layer6", "DropoutLayer", "nothing", 0, 0, 0, 0, 0, ""),
            new LayerReport(7, "head", "DenseLayer", "float", 660, 32, 2640, 660, 0, "bits"),
            new LayerReport(8, "layer8", "DenseLayer", "float", 200, 32, 800, 200, 0, "float"),
            new LayerReport(9, "layer9", "LossLayer", "softmax", 0, 0, 0, 0, 0, "")),
        report.layers());
    assertEquals(2560 + 1320 + 660 + 200, report.weights());
    assertEquals(320 + 528 + 2640 + 800, report.bytes());
    assertEquals((2560 + 1320) / 4740.0, report.packedShare(), 1e-12);
    assertEquals(List.of("head", "layer8"), report.floatLayers());
    assertEquals(List.of(), report.warnings());
  }

  @Test
  void printsATable() {
    String text = BnnExporter.of(mixed()).byteInput().report().toString();
    List<String> lines = text.lines().toList();
    assertEquals(1 + 10 + 1 + 2, lines.size(), text);
    assertTrue(lines.get(1).matches("0 first +BinaryDense +binary +byte +2560 +1 +320"), text);
    assertTrue(lines.get(4).matches("3 layer3 +TernaryDense +ternary +bits +1320 +2 +528"), text);
    assertTrue(lines.get(8).matches("7 head +DenseLayer +float +bits +660 +32 +2640"), text);
    assertTrue(lines.get(11).matches("total +4740 +4288"), text);
    assertTrue(lines.get(12).startsWith("81.86% of the multiply-accumulates"), text);
    assertTrue(lines.get(12).contains("4.4 times less than the 18960 of float32"), text);
    assertEquals("layers with float weights: head, layer8", lines.get(13));
  }

  @Test
  void namesNoFloatLayerWhereThereIsNone() {
    ExportReport report =
        BnnExporter.of(Trained.untrained(binary(10), norm(), softmax())).byteInput().report();
    assertEquals(1, report.packedShare());
    assertEquals(List.of(), report.floatLayers());
    assertTrue(report.toString().contains("layers with float weights: none"), report.toString());
  }

  @Test
  void warnsOfAHiddenLayerThatIsFedFloats() {
    MultiLayerNetwork network =
        Trained.untrained(
            binary(40),
            norm(),
            new ActivationLayer.Builder().activation(Activation.HARDTANH).name("soft").build(),
            new BinaryDense.Builder().nOut(10).name("slow").build(),
            norm(),
            softmax());
    Logger logger = (Logger) LoggerFactory.getLogger(BnnExporter.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    logger.setAdditive(false);
    ExportReport report;
    try {
      report = BnnExporter.of(network).byteInput().report();
    } finally {
      logger.detachAppender(logged);
      logger.setAdditive(true);
    }
    assertEquals("float", report.layers().get(3).input());
    assertEquals(1, report.warnings().size());
    String warning = report.warnings().get(0);
    assertTrue(warning.contains("layer 3 'slow' (BinaryDense)"), warning);
    assertTrue(warning.contains("layer 2 'soft' (ActivationLayer)"), warning);
    assertTrue(report.toString().contains("WARNING: " + warning), report.toString());
    assertEquals(1, logged.list.size());
    assertEquals(Level.WARN, logged.list.get(0).getLevel());
    assertEquals(warning, logged.list.get(0).getFormattedMessage());
  }

  @Test
  void aFirstLayerMayTakeFloats() {
    ExportReport report = BnnExporter.of(Trained.untrained(binary(10), norm(), softmax())).report();
    assertEquals("float", report.layers().get(0).input());
    assertEquals(List.of(), report.warnings());
  }
}
