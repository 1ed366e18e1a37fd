package org.bnn4j.layers.quantizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SignQuantizerTest {

  private static final SignQuantizer SIGN = new SignQuantizer();

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void isThetaOnEdgesAndGrid(DataType type) {
    double[][] w = new double[3][50];
    w[0][0] = -0.0;
    w[0][1] = Double.NaN;
    w[0][2] = 1e-30;
    w[0][3] = -1e-30;
    for (int i = 0; i < 50; i++) {
      w[1][i] = (i - 25) / 10.0;
      w[2][i] = (25 - i) / 1e4;
    }
    INDArray latent = Nd4j.createFromArray(w).castTo(type);
    INDArray before = latent.dup();
    INDArray levels = Nd4j.valueArrayOf(new long[] {3, 50}, 9.0, type);
    SIGN.quantize(latent, levels);
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 50; i++) {
        assertEquals(w[row][i] > 0 ? 1 : -1, levels.getDouble(row, i), "w = " + w[row][i]);
      }
    }
    assertArrayEquals(before.data().asDouble(), latent.data().asDouble(), "latents are read only");
  }

  @Test
  void hasNoScale() {
    INDArray latent = Nd4j.rand(DataType.FLOAT, 3, 4);
    INDArray scales = Nd4j.zeros(DataType.FLOAT, 3);
    SIGN.scales(latent, latent.dup(), scales);
    assertArrayEquals(new float[] {1, 1, 1}, scales.toFloatVector());
    assertFalse(SIGN.scaled());
    assertEquals(WeightPrecision.BINARY, SIGN.precision());
  }

  @Test
  void refusesWhatIsNotThePairItExpects() {
    INDArray latent = Nd4j.rand(DataType.FLOAT, 3, 4);
    assertMessage(latent, Nd4j.zeros(DataType.FLOAT, 4, 3), "[4, 3]", "[3, 4]");
    assertMessage(latent, Nd4j.zeros(DataType.DOUBLE, 3, 4), "DOUBLE", "FLOAT");
    assertMessage(latent, Nd4j.create(DataType.FLOAT, new long[] {3, 4}, 'f'), "c-contiguous");
    assertMessage(
        Nd4j.rand(DataType.FLOAT, 3, 4, 1), Nd4j.zeros(DataType.FLOAT, 3, 4, 1), "matrix");
    assertMessage(Nd4j.zeros(DataType.FLOAT16, 3, 4), Nd4j.zeros(DataType.FLOAT16, 3, 4), "HALF");
  }

  private static void assertMessage(INDArray latent, INDArray levels, String... parts) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> SIGN.quantize(latent, levels))
            .getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }
}
