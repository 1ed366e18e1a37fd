package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import org.bnn4j.layers.quantizers.DoReFaQuantizer;
import org.bnn4j.layers.quantizers.SignQuantizer;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.junit.jupiter.api.Test;

/** Which quantizers layers refuse, and how they say so. */
class QuantizerSettingTest {

  private static void assertRefused(Supplier<?> build, String... parts) {
    String message = assertThrows(DL4JInvalidConfigException.class, build::get).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' in: " + message);
    }
    assertTrue(message.endsWith("(layer name: q)"), message);
  }

  private static List<Supplier<?>> binaryLayersWith(WeightQuantizer quantizer) {
    return List.of(
        () -> new BinaryDense.Builder().name("q").quantizer(quantizer).build(),
        () -> new BinaryConv2D.Builder(3).name("q").quantizer(quantizer).build(),
        () -> new BinaryDepthwiseConv2D.Builder(3).name("q").quantizer(quantizer).build(),
        () -> new BinarySeparableConv2D.Builder(3).name("q").quantizer(quantizer).build());
  }

  private static List<Supplier<?>> ternaryLayersWith(WeightQuantizer quantizer) {
    return List.of(
        () -> new TernaryDense.Builder().name("q").quantizer(quantizer).build(),
        () -> new TernaryConv2D.Builder(3).name("q").quantizer(quantizer).build());
  }

  @Test
  void otherLevelsThanTheLayerIsNamedFor() {
    for (Supplier<?> build : binaryLayersWith(new TernaryQuantizer())) {
      assertRefused(build, "precision BINARY", "got TernaryQuantizer(", "of precision TERNARY");
    }
    for (Supplier<?> build : ternaryLayersWith(new DoReFaQuantizer(2))) {
      assertRefused(build, "precision TERNARY", "got DoReFaQuantizer(bits=2) of precision BINARY");
    }
  }

  @Test
  void none() {
    for (Supplier<?> build : binaryLayersWith(null)) {
      assertRefused(build, "precision BINARY", "got null ");
    }
    for (Supplier<?> build : ternaryLayersWith(null)) {
      assertRefused(build, "precision TERNARY", "got null ");
    }
  }

  @Test
  void trainedScalesWhereThereIsNoPlaceForThem() {
    TrainedGain trained = new TrainedGain();
    assertEquals(
        trained, new BinaryDense.Builder().name("q").quantizer(trained).build().quantizer());
    assertEquals(
        trained, new BinaryConv2D.Builder(3).name("q").quantizer(trained).build().quantizer());
    for (Supplier<?> build : binaryLayersWith(trained).subList(2, 4)) {
      assertRefused(build, "no quantizer with trained scales", "got " + trained);
    }
  }

  @Test
  void defaults() {
    assertEquals(new SignQuantizer(), new BinaryDense.Builder().build().quantizer());
    assertEquals(new SignQuantizer(), new BinaryConv2D.Builder().build().quantizer());
    assertEquals(new SignQuantizer(), new BinaryDepthwiseConv2D.Builder().build().quantizer());
    assertEquals(new SignQuantizer(), new BinarySeparableConv2D.Builder().build().quantizer());
    assertEquals(new TernaryQuantizer(), new TernaryDense.Builder().build().quantizer());
    assertEquals(new TernaryQuantizer(), new TernaryConv2D.Builder().build().quantizer());
  }
}
