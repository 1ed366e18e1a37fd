package org.bnn4j.kernels.paths;

import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Bytes of many rows, sixteen at a time on the lanes, by tables: for every four inputs, the sums of
 * their sixteen subsets are computed once, and four bits of an output's weights say which of them
 * to add: one addition for 64 multiply-accumulates. (The method of the Four Russians: Arlazarov,
 * Dinic, Kronrod and Faradzev, 1970.) With s where weights are +1 and m where they are not 0,
 *
 * <pre>
 *   sum of w x = 2 (sum of x where s) - (sum of x where m).
 * </pre>
 *
 * <p>The weights are read where they are, as bits. A worker's inputs take 32 bytes each. Few rows
 * are left to {@link ByteProduct}.
 */
final class VectorByteProduct extends AbstractIntProduct {
  /** With fewer, most of the time goes into the tables. */
  static final int MIN_OUTPUTS = 128;

  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_256;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;

  /** Rows of a tile, one on each lane. */
  private static final int ROWS = SHORTS.length();

  /** So many rows are as quick in a tile as bit by bit. */
  private static final int MIN_ROWS = 5;

  /** Outputs of a tile. */
  private static final int WIDTH = 512;

  /** Inputs of a table. */
  private static final int GROUP = 4;

  /** Lanes of a table: those of 16 sums. */
  private static final int TABLE = ROWS << GROUP;

  /** Inputs of a block, the sum of which fits 16 bits: those of two words of weights. */
  private static final int BLOCK = 64;

  private final ByteProduct few;
  private final BitMatrix sign;

  /** Or null with binary weights. */
  private final BitMatrix nonzero;

  private final int blocks;

  VectorByteProduct(PackedWeights weights, ByteProduct few) {
    super(weights.outputs(), few.rowWords(), 1);
    this.few = few;
    this.sign = weights.sign();
    this.nonzero = weights.nonzero().orElse(null);
    this.blocks = (weights.fanIn() - 1) / BLOCK + 1;
  }

  @Override
  public void pack(byte[] values, int offset, int[] words, int at) {
    few.pack(values, offset, words, at);
  }

  @Override
  public int unit() {
    return WIDTH;
  }

  @Override
  public Worker newWorker(int from, int to) {
    return new TableWorker(from, to);
  }

  private final class TableWorker implements Worker, AccumulatorSink {
    private final int from;
    private final int to;
    private final Worker fewWorker;
    private final int[] fewStarts = new int[MIN_ROWS];

    /** Input by input, the rows side by side. */
    private final short[] x = new short[blocks * BLOCK * ROWS];

    /** The tables of a block. */
    private final short[] tables = new short[BLOCK / GROUP * TABLE];

    /** Output by output, first of the even rows, then of the odd ones: where weights are +1. */
    private final int[] positive = new int[WIDTH * ROWS];

    /** The same where weights are not 0; with binary weights once, as it is the same for all. */
    private final int[] all = new int[(nonzero == null ? 1 : WIDTH) * ROWS];

    private final int[] sums = new int[WIDTH];
    private AccumulatorSink target;
    private int firstRow;

    TableWorker(int from, int to) {
      this.from = from;
      this.to = to;
      this.fewWorker = few.newWorker(from, to);
    }

    @Override
    public void run(int[] bytes, int[] starts, int rows, AccumulatorSink sink) {
      target = sink;
      for (firstRow = 0; firstRow + MIN_ROWS <= rows; firstRow += ROWS) {
        int count = Math.min(ROWS, rows - firstRow);
        transpose(bytes, starts, count);
        if (nonzero == null) {
          sumAll();
        }
        for (int first = from; first < to; first += WIDTH) {
          tile(first, Math.min(WIDTH, to - first), count);
        }
      }
      if (firstRow < rows) {
        System.arraycopy(starts, firstRow, fewStarts, 0, rows - firstRow);
        fewWorker.run(bytes, fewStarts, rows - firstRow, this);
      }
      target = null;
    }

    @Override
    public void accept(int row, int firstOutput, int count, int[] accumulators) {
      target.accept(firstRow + row, firstOutput, count, accumulators);
    }

    private void transpose(int[] bytes, int[] starts, int count) {
      for (int row = 0; row < count; row++) {
        int start = starts[firstRow + row];
        for (int i = 0; i < 4 * rowWords; i++) {
          x[i * ROWS + row] = (short) (bytes[start + (i >>> 2)] >>> 8 * i & 0xFF);
        }
      }
    }

    /** The sums of some outputs for the rows on the lanes. */
    private void tile(int first, int width, int count) {
      for (int block = 0; block < blocks; block++) {
        fillTables(x, block * BLOCK * ROWS, tables);
        lookUp(sign.words(), first, 2 * block, width, block == 0, positive);
        if (nonzero != null) {
          lookUp(nonzero.words(), first, 2 * block, width, block == 0, all);
        }
      }
      for (int row = 0; row < count; row++) {
        int lane = row % 2 * ROWS / 2 + row / 2;
        for (int j = 0; j < width; j++) {
          int of = nonzero == null ? lane : j * ROWS + lane;
          sums[j] = 2 * positive[j * ROWS + lane] - all[of];
        }
        target.accept(firstRow + row, first, width, sums);
      }
    }

    private void sumAll() {
      for (int row = 0; row < ROWS; row++) {
        int sum = 0;
        for (int i = row; i < x.length; i += ROWS) {
          sum += x[i];
        }
        all[row % 2 * ROWS / 2 + row / 2] = sum;
      }
    }

    private void lookUp(int[] bits, int first, int word, int width, boolean begin, int[] sums) {
      int words = sign.rowWords();
      for (int j = 0; j < width; j++) {
        int at = (first + j) * words + word;
        int high = word + 1 < words ? bits[at + 1] : 0;
        add(bits[at], high, tables, begin, sums, j * ROWS);
      }
    }
  }

  /** Sums of subsets: each from one that has its highest input less. */
  private static void fillTables(short[] x, int from, short[] tables) {
    for (int input = 0; input < BLOCK; input++) {
      int table = input / GROUP * TABLE;
      int half = ROWS << input % GROUP;
      if (half == ROWS) {
        ShortVector.zero(SHORTS).intoArray(tables, table);
      }
      ShortVector value = ShortVector.fromArray(SHORTS, x, from + input * ROWS);
      for (int at = table; at < table + half; at += ROWS) {
        value.add(ShortVector.fromArray(SHORTS, tables, at)).intoArray(tables, at + half);
      }
    }
  }

  /** Adds up what 64 weights of an output select. */
  private static void add(int low, int high, short[] t, boolean begin, int[] sums, int at) {
    int table = 0;
    ShortVector even = ShortVector.zero(SHORTS);
    ShortVector odd = even;
    for (int bits = 0; bits < Integer.SIZE; bits += 4 * GROUP) {
      int l = low >>> bits;
      int h = high >>> bits;
      even = even.add(ShortVector.fromArray(SHORTS, t, table + (l << 4 & 0xF0)));
      odd = odd.add(ShortVector.fromArray(SHORTS, t, table + TABLE + (l & 0xF0)));
      even = even.add(ShortVector.fromArray(SHORTS, t, table + 2 * TABLE + (l >>> 4 & 0xF0)));
      odd = odd.add(ShortVector.fromArray(SHORTS, t, table + 3 * TABLE + (l >>> 8 & 0xF0)));
      even = even.add(ShortVector.fromArray(SHORTS, t, table + 8 * TABLE + (h << 4 & 0xF0)));
      odd = odd.add(ShortVector.fromArray(SHORTS, t, table + 9 * TABLE + (h & 0xF0)));
      even = even.add(ShortVector.fromArray(SHORTS, t, table + 10 * TABLE + (h >>> 4 & 0xF0)));
      odd = odd.add(ShortVector.fromArray(SHORTS, t, table + 11 * TABLE + (h >>> 8 & 0xF0)));
      table += 4 * TABLE;
    }
    IntVector both = even.add(odd).reinterpretAsInts();
    IntVector ofEven = both.and(0xFFFF);
    IntVector ofOdd = both.lanewise(LSHR, 16);
    if (!begin) {
      ofEven = ofEven.add(IntVector.fromArray(INTS, sums, at));
      ofOdd = ofOdd.add(IntVector.fromArray(INTS, sums, at + ROWS / 2));
    }
    ofEven.intoArray(sums, at);
    ofOdd.intoArray(sums, at + ROWS / 2);
  }
}
