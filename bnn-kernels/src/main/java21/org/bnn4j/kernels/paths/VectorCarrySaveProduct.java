package org.bnn4j.kernels.paths;

import java.util.Arrays;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Bits with binary or ternary weights for processors without a vector popcount. Mismatches, a ^ w
 * or m &amp; (a ^ s), are summed with carry-save adders, and dot = n - 2 mismatches, with n the
 * number of nonzero weights. The tiles, {@code BinaryTile} and {@code TernaryTile}, are written by
 * the build: {@code src/build/GenerateCarrySaveTiles.java} has them and explains the adders.
 *
 * <p>C2 keeps no second loop of a tile's size in registers. So a row is first put together in one
 * piece, and filled up with zeros, which match the weights' zeros.
 */
final class VectorCarrySaveProduct extends AbstractIntProduct {
  /**
   * Outputs of a panel, as few as a sink takes: every row reads the panel again, which should stay
   * in a first-level cache. With a fan-in of 4608 it takes 18 KiB.
   */
  static final int WIDTH = 32;

  /** Outputs of a tile: two 256-bit vectors. */
  private static final int TILE = 16;

  /** Rows that are put together at once, and meet all panels before the next. */
  private static final int BLOCK = 16;

  /**
   * Words of a group. In the tiles, C2 must not know it as the step of the loop: of a loop with a
   * constant step it moves all range checks to the front, some fifty, which take as long as two
   * groups. In the loop, one check does for a whole group.
   */
  private static final int GROUP = 8;

  /** Words that a row is filled up to a multiple of. */
  private static final int HALF_GROUP = 4;

  /** Words of as many groups as a byte can count, 31 times 8 mismatches, one of them a half. */
  private static final int MOST = 30 * GROUP + HALF_GROUP;

  /**
   * Ints before the first panel. Of an array so large that the collector gives it regions of its
   * own, this makes panels begin with cache lines, behind a header of 16 bytes: no vector is in
   * two.
   */
  private static final int FIRST = 12;

  private final boolean ternary;

  /** Words of a row, with those of zeros at its end. */
  private final int filledWords;

  /**
   * Panel by panel, word by word: the signs of a panel's outputs, and with ternary weights which
   * are not zero.
   */
  private final int[] weights;

  /** Nonzero weights of every output, and 0 after the last. */
  private final int[] nonzero;

  VectorCarrySaveProduct(PackedWeights packed, int segments) {
    super(packed.outputs(), packed.sign().rowWords(), segments);
    this.ternary = packed.nonzero().isPresent();
    this.filledWords = (rowWords + HALF_GROUP - 1) / HALF_GROUP * HALF_GROUP;
    int panels = (outputs + WIDTH - 1) / WIDTH;
    this.weights =
        new int[Math.addExact(FIRST, Math.multiplyExact(panels * stride(), filledWords))];
    this.nonzero = new int[panels * WIDTH];
    place(packed.sign(), 0);
    Arrays.fill(nonzero, 0, outputs, packed.fanIn());
    if (ternary) {
      BitMatrix mask = packed.nonzero().get();
      place(mask, WIDTH);
      Arrays.setAll(nonzero, output -> output < outputs ? mask.count(output) : 0);
    }
  }

  private int stride() {
    return ternary ? TernaryTile.STRIDE : BinaryTile.STRIDE;
  }

  /** Where the panel of an output begins. */
  private int panel(int output) {
    return FIRST + output / WIDTH * stride() * filledWords;
  }

  private void place(BitMatrix plane, int offset) {
    for (int output = 0; output < outputs; output++) {
      int at = panel(output) + offset + output % WIDTH;
      for (int word = 0; word < rowWords; word++) {
        weights[at + word * stride()] = plane.word(output, word);
      }
    }
  }

  @Override
  public int unit() {
    return WIDTH;
  }

  @Override
  public Worker newWorker(int from, int to) {
    int[] block = new int[BLOCK * filledWords];
    int[] sums = new int[WIDTH];
    return (activations, starts, rows, sink) -> {
      for (int row = 0; row < rows; row += BLOCK) {
        int count = Math.min(BLOCK, rows - row);
        putTogether(activations, starts, row, count, block);
        for (int first = from; first < to; first += WIDTH) {
          for (int i = 0; i < count; i++) {
            multiply(block, i * filledWords, first, sums);
            sink.accept(row + i, first, Math.min(WIDTH, outputs - first), sums);
          }
        }
      }
    };
  }

  private void putTogether(int[] activations, int[] starts, int row, int count, int[] block) {
    for (int i = 0; i < count; i++) {
      for (int s = 0; s < segments; s++) {
        int start = starts[(row + i) * segments + s];
        int at = i * filledWords + s * segmentWords;
        System.arraycopy(activations, start, block, at, segmentWords);
      }
    }
  }

  /** Sets the sums of one panel for the row that starts at {@code row}. */
  private void multiply(int[] a, int row, int from, int[] sums) {
    System.arraycopy(nonzero, from, sums, 0, WIDTH);
    int panel = panel(from);
    for (int lane = 0; lane < WIDTH && from + lane < outputs; lane += TILE) {
      for (int word = 0; word < filledWords; word += MOST) {
        int count = Math.min(MOST, filledWords - word);
        int at = panel + word * stride() + lane;
        if (ternary) {
          TernaryTile.add(a, row + word, count, GROUP, weights, at, sums, lane);
        } else {
          BinaryTile.add(a, row + word, count, GROUP, weights, at, sums, lane);
        }
      }
    }
  }
}
