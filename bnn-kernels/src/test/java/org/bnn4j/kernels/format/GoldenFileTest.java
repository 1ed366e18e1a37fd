package org.bnn4j.kernels.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.paths.KernelPaths;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files that earlier versions wrote are read for ever, and answer what they answered then.
 *
 * <p>{@code version-1.bnn} was written once, from {@code new RandomModels(20260101)
 * .everyOperation()}. It is never written again: what cannot read it is broken.
 */
class GoldenFileTest {
  private static final String VERSION_1 = "/org/bnn4j/kernels/format/version-1.bnn";
  private static final int ROWS = 3;

  private static final float[] SCORES = {
    0.086387046f, 0.4385398f, 0.47441623f, 4.3327184E-4f, 2.2345288E-4f,
    0.08239309f, 7.7535893E-4f, 0.9134189f, 0.0032103274f, 2.0228472E-4f,
    0.06087964f, 0.07083108f, 0.19025975f, 0.6739729f, 0.004056553f
  };

  static List<String> paths() {
    return KernelPaths.available();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void version1AnswersAsItDid(String path) throws IOException {
    BnnModel model = BnnModel.loadResource(GoldenFileTest.class, VERSION_1).onKernels(path);
    byte[] inputs = new byte[ROWS * model.inputs()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (byte) (31 * i * i);
    }
    float[] scores = new float[ROWS * model.outputs()];
    try (BnnSession session = model.newSession(ROWS)) {
      session.run(inputs, ROWS, scores);
    }
    // Exponentials may differ in their last bit between platforms; nothing else may.
    assertArrayEquals(SCORES, scores, 1e-6f);
    assertEquals(List.of("zero", "one", "two", "three", "four"), model.labels());
  }

  @Test
  void version1IsWrittenAsItWas() throws IOException {
    try (InputStream in = GoldenFileTest.class.getResourceAsStream(VERSION_1)) {
      byte[] golden = in.readAllBytes();
      assertArrayEquals(golden, ModelFileTest.write(ModelFileTest.read(golden)));
    }
  }
}
