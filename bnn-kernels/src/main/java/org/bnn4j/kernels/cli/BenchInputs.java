package org.bnn4j.kernels.cli;

import java.util.Random;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.EdgeKind;

/**
 * Random inputs of a fixed seed, in the kind that the model takes: bytes, or floats of the same
 * whole numbers.
 */
final class BenchInputs {
  private static final long SEED = 1;

  private final byte[] bytes;
  private final float[] floats;

  BenchInputs(BnnModel model, int rows) {
    byte[] random = new byte[Math.multiplyExact(rows, model.inputs())];
    new Random(SEED).nextBytes(random);
    if (model.inputKind() == EdgeKind.BYTE) {
      bytes = random;
      floats = null;
    } else {
      bytes = null;
      floats = new float[random.length];
      for (int i = 0; i < random.length; i++) {
        floats[i] = random[i] & 0xFF;
      }
    }
  }

  /** Runs the first {@code rows} inputs. */
  void run(BnnSession session, int rows, float[] scores) {
    if (floats == null) {
      session.run(bytes, rows, scores);
    } else {
      session.run(floats, rows, scores);
    }
  }
}
