package org.bnn4j.examples.benchmarks.kernels;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProductTest {
  @ParameterizedTest
  @EnumSource(ProductKind.class)
  void pathsAgreeWithTheReferenceInOddShapes(ProductKind kind) {
    for (String path : MeasuredPaths.here()) {
      for (int fanIn : new int[] {1, 33, 784}) {
        for (int outputs : new int[] {1, 10, 70}) {
          for (int rows : new int[] {1, 2, 7}) {
            ProductShape shape = new ProductShape(kind, fanIn, outputs, rows);
            assertDoesNotThrow(() -> Product.of(shape, path).run(), path + " " + shape);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ProductKind.class)
  void pathThatCannotRunIsNamed(ProductKind kind) {
    ProductShape shape = new ProductShape(kind, 1, 1, 1);
    Exception e = assertThrows(IllegalStateException.class, () -> Product.of(shape, "mmx"));
    assertEquals(true, e.getMessage().contains("mmx"), e.getMessage());
  }
}
