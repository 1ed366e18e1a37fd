package org.bnn4j.kernels.paths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KernelPathsTest {
  @Test
  void eachAvailablePathIsTheOneNamed() {
    for (String name : KernelPaths.available()) {
      assertEquals(name, KernelPaths.named(name).name());
      assertTrue(KernelPaths.named(name).describe().startsWith(name));
    }
  }

  @Test
  void theForcedPathOrElseTheVectorsIfTheyAreWorthItIsSelected() {
    boolean vectors =
        KernelPaths.available().contains("vector") && KernelPaths.named("vector").isPreferred();
    String expected = System.getProperty(KernelPaths.PROPERTY, vectors ? "vector" : "plain");
    assertEquals(expected, KernelPaths.selected().name());
  }

  @Test
  void vectorsAreThereOrItSaysWhyNot() {
    if (KernelPaths.available().contains("vector")) {
      assertEquals("vector", KernelPaths.named("vector").name());
    } else {
      Exception e = assertThrows(IllegalStateException.class, () -> KernelPaths.named("vector"));
      assertEquals("the vector kernels cannot run: " + KernelPaths.whyNoVectors(), e.getMessage());
      assertTrue(
          e.getMessage().matches(".*(Java 21|--add-modules=|Multi-Release: true).*"),
          e.getMessage());
    }
  }

  @Test
  void unknownNamesAreRefusedWithTheKnownOnes() {
    Exception e = assertThrows(IllegalStateException.class, () -> KernelPaths.named("gpu"));
    assertEquals(
        "no kernels named 'gpu': bnn.kernels is reference, plain or vector", e.getMessage());
  }
}
