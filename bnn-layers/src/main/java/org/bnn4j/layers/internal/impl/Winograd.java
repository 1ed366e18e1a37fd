package org.bnn4j.layers.internal.impl;

import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Finds out whether the native convolution rounds sums of integers.
 *
 * <p>Where a CPU has AVX-512, oneDNN computes 3 x 3 convolutions with stride 1 of four images or
 * more by Winograd's algorithm on 4 x 4 outputs at a time. It multiplies by constants that are not
 * exact in binary, so that sums of -1 and +1 come out next to an integer. Nothing in ND4J says so
 * or turns it off; hence a small convolution is tried.
 *
 * @see <a href="https://arxiv.org/abs/1509.09308">Lavin and Gray 2015, Fast Algorithms for
 *     Convolutional Neural Networks</a>
 */
final class Winograd {

  /** Enough images that oneDNN does not choose its variant on 2 x 2 outputs, which is exact. */
  private static final int BATCH = 32;

  private static final int CHANNELS = 16;
  private static final int SIZE = 8;

  private Winograd() {}

  private static final class Holder {
    static final boolean IN_USE = rounds();
  }

  /** Says whether it is in use on this machine, which never changes. */
  static boolean inUse() {
    return Holder.IN_USE;
  }

  @SuppressWarnings("try") // The scope is entered for its effect alone.
  private static boolean rounds() {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      Random random = new Random(1);
      INDArray x = signs(random, BATCH, CHANNELS, SIZE, SIZE);
      INDArray weights = signs(random, CHANNELS, CHANNELS, 3, 3);
      INDArray z = x.ulike();
      NativeConvolution.same3x3(CNN2DFormat.NCHW)
          .forward(x, weights, z, 0, LayerWorkspaceMgr.noWorkspaces());
      INDArray nearest = Transforms.round(z, true);
      return nearest.subi(z).amaxNumber().doubleValue() > 0;
    }
  }

  private static INDArray signs(Random random, long... shape) {
    INDArray signs = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    for (long i = 0; i < signs.length(); i++) {
      signs.putScalar(i, random.nextBoolean() ? 1 : -1);
    }
    return signs;
  }
}
