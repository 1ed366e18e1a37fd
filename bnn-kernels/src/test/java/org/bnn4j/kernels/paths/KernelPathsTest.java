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
  void theForcedPathOrElseTheFastestIsSelected() {
    String fastest = KernelPaths.available().get(KernelPaths.available().size() - 1);
    assertEquals(System.getProperty(KernelPaths.PROPERTY, fastest), KernelPaths.selected().name());
  }

  @Test
  void vectorsAreThereOrItSaysWhyNot() {
    if (KernelPaths.available().contains("vector")) {
      assertEquals("vector", KernelPaths.named("vector").name());
    } else {
      Exception e = assertThrows(IllegalStateException.class, () -> KernelPaths.named("vector"));
      assertEquals("the vector kernels cannot run: " + KernelPaths.whyNoVectors(), e.getMessage());
    }
  }

  @Test
  void unknownNamesAreRefusedWithTheKnownOnes() {
    Exception e = assertThrows(IllegalStateException.class, () -> KernelPaths.named("gpu"));
    assertEquals(
        "no kernels named 'gpu': bnn.kernels is reference, plain or vector", e.getMessage());
  }
}
