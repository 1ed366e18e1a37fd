package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

/** That a layer's name leads to that layer's values, whatever the name. */
class LayerNamesTest {
  private static BinaryDense named(String name, int outputs) {
    return new BinaryDense.Builder().nOut(outputs).name(name).build();
  }

  @Test
  void aLayerMayBeCalledInput() {
    for (int outputs : new int[] {16, Pixels.FEATURES}) {
      MultiLayerNetwork network =
          Trained.shortly(
              named("input", outputs), norm(), sign(), named("out", 10), norm(), softmax());
      BnnExporter exporter = BnnExporter.of(network).byteInput();
      Verification verification = exporter.verify(Pixels.iterator()).orThrow();
      assertEquals("input", verification.layers().get(0).layer());
      assertEquals(
          verification.layers().get(0).values(),
          verification.layers().get(0).equal(),
          verification.toString());
    }
  }

  @Test
  void equalNamesAreRefusedWithBothLayers() {
    MultiLayerNetwork network =
        Trained.untrained(named("d", 8), norm(), sign(), named("d", 10), norm(), softmax());
    ExportException e = assertThrows(ExportException.class, () -> BnnExporter.of(network).report());
    assertTrue(e.getMessage().contains("layer 3 'd' (BinaryDense)"), e.getMessage());
    assertTrue(e.getMessage().contains("layer 0 'd' (BinaryDense)"), e.getMessage());
  }

  @Test
  void aColonIsRefused() {
    MultiLayerNetwork network = Trained.untrained(named("d:product", 10), norm(), softmax());
    ExportException e = assertThrows(ExportException.class, () -> BnnExporter.of(network).report());
    assertTrue(e.getMessage().contains("colon"), e.getMessage());
  }

  @Test
  void theFirstProductMayReadRealValuesBehindDropout() {
    MultiLayerNetwork network =
        Trained.untrained(new DropoutLayer(0.5), named("first", 10), norm(), softmax());
    assertTrue(BnnExporter.of(network).report().warnings().isEmpty());
  }

  @Test
  void floatFedProductsAreNotCountedAsPacked() {
    MultiLayerNetwork network =
        Trained.untrained(named("a", 10), norm(), named("b", 10), norm(), softmax());
    assertEquals(0, BnnExporter.of(network).report().packedShare());
    assertEquals(1, BnnExporter.of(network).report().warnings().size());
    double bytesFirst = BnnExporter.of(network).byteInput().report().packedShare();
    assertEquals(640.0 / 740, bytesFirst);
  }
}
