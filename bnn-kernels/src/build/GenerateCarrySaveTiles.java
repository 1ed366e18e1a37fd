import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the innermost loops of VectorCarrySaveProduct, one class for each kind of weights, with
 * every vector operation in its place: C2 gives up inlining when a small method holds a part of
 * such a loop. The build runs it as a source file. Argument: the folder for the sources.
 *
 * <p>Per lane and bit position, {@code ones}, {@code twos} and {@code fours} are the last three
 * binary digits of the number of mismatches so far. Of every eight words only the carry out of the
 * fours is counted (Harley and Seal; see W. Mula, N. Kurz, D. Lemire, Faster Population Counts
 * Using AVX2 Instructions, 2018):
 *
 * <pre>
 *   popcount of all words = 8 popcount(carries) + 4 popcount(fours) + 2 popcount(twos) + popcount(ones).
 * </pre>
 *
 * <p>Bytes are counted, not ints: half the work, and a byte holds the carries of 31 groups. A tile
 * is one row and two vectors of outputs, c and d: what fits 16 registers.
 */
public final class GenerateCarrySaveTiles {
  private static final int GROUP = 8;
  private static final String[] VECTORS = {"c", "d"};

  private final StringBuilder code = new StringBuilder();
  private final boolean ternary;

  private GenerateCarrySaveTiles(boolean ternary) {
    this.ternary = ternary;
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]).resolve("org/bnn4j/kernels/paths");
    Files.createDirectories(folder);
    for (boolean ternary : new boolean[] {false, true}) {
      String name = ternary ? "TernaryTile" : "BinaryTile";
      String source = new GenerateCarrySaveTiles(ternary).source(name);
      Files.writeString(folder.resolve(name + ".java"), source);
    }
  }

  private String source(String name) {
    code.append(
        """
        package org.bnn4j.kernels.paths;

        import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
        import static jdk.incubator.vector.VectorOperators.LSHL;
        import static jdk.incubator.vector.VectorOperators.LSHR;
        import static jdk.incubator.vector.VectorOperators.XOR;

        import jdk.incubator.vector.ByteVector;
        import jdk.incubator.vector.IntVector;
        import jdk.incubator.vector.VectorSpecies;

        /** Written by GenerateCarrySaveTiles, which explains it. */
        final class %s {
          private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_256;
          private static final int LANES = SPECIES.length();
          private static final int WIDTH = VectorCarrySaveProduct.WIDTH;
          /** Ints of a word of all outputs of a panel. */
          static final int STRIDE = %s;

          private %s() {}

        """
            .formatted(name, ternary ? "2 * WIDTH" : "WIDTH", name));
    add();
    return code.append("}\n").toString();
  }

  /** The loop over whole groups of words, half a group, and what both add to the sums. */
  private void add() {
    line("  /** Takes {@code words} words into account, a multiple of four. */");
    line("  static void add(");
    line("      int[] a, int at, int words, int group, int[] w, int from, int[] sums, int lane) {");
    for (String v : VECTORS) {
      for (String digit : new String[] {"Ones", "Twos", "Fours"}) {
        line("    IntVector " + v + digit + " = IntVector.zero(SPECIES);");
      }
      line("    ByteVector " + v + "Eights = ByteVector.zero(ByteVector.SPECIES_256);");
    }
    line("    IntVector x;");
    line("    IntVector half;");
    line("    int p = from;");
    line("    int k = 0;");
    line("    for (; k + %d <= words; k += group, p += group * STRIDE) {".formatted(GROUP));
    fours(0);
    fours(4);
    for (String v : VECTORS) {
      add(v + "Fours", v + "Fours0", v + "Fours4", "x");
      line("%1$sEights = %1$sEights.add(x.reinterpretAsBytes().lanewise(BIT_COUNT));", v);
    }
    line("    }");
    line("    if (k < words) {");
    fours(0);
    for (String v : VECTORS) {
      line("x = %1$sFours.and(%1$sFours0);", v);
      line("%1$sEights = %1$sEights.add(x.reinterpretAsBytes().lanewise(BIT_COUNT));", v);
      line("%1$sFours = %1$sFours.lanewise(XOR, %1$sFours0);", v);
    }
    line("    }");
    for (int i = 0; i < VECTORS.length; i++) {
      total(VECTORS[i], i == 0 ? "lane" : "lane + LANES");
    }
    line("  }");
  }

  /** Adds four words from {@code first} on to the ones and the twos; carries are fours. */
  private void fours(int first) {
    for (int word = first; word < first + 4; word += 2) {
      mismatches(word);
      mismatches(word + 1);
      for (String v : VECTORS) {
        add(v + "Ones", v + word, v + (word + 1), "IntVector " + v + "Twos" + word);
      }
    }
    for (String v : VECTORS) {
      String fours = "IntVector " + v + "Fours" + first;
      add(v + "Twos", v + "Twos" + first, v + "Twos" + (first + 2), fours);
    }
  }

  /** A full adder: {@code digit} becomes the sum of itself, p and q. */
  private void add(String digit, String p, String q, String carry) {
    line("half = %s.lanewise(XOR, %s);", digit, p);
    line("%s = %s.and(%s).or(half.and(%s));", carry, digit, p, q);
    line("%s = half.lanewise(XOR, %s);", digit, q);
  }

  /** Where one word of activations and those of the two vectors differ. */
  private void mismatches(int word) {
    line("x = IntVector.broadcast(SPECIES, a[at + k + %d]);", word);
    for (int i = 0; i < VECTORS.length; i++) {
      String from = "p + " + word + " * STRIDE + " + i + " * LANES";
      line("IntVector %s%d = %s;", VECTORS[i], word, mismatches(from));
    }
  }

  private String mismatches(String from) {
    String differ = "IntVector.fromArray(SPECIES, w, " + from + ").lanewise(XOR, x)";
    return ternary
        ? differ + ".and(IntVector.fromArray(SPECIES, w, " + from + " + WIDTH))"
        : differ;
  }

  /** Counts the digits and takes twice their value off the sums. */
  private void total(String v, String lane) {
    code.append(
        """
            ByteVector %1$sLow = %1$sFours.reinterpretAsBytes().lanewise(BIT_COUNT);
            %1$sLow = %1$sLow.add(%1$sLow).add(%1$sTwos.reinterpretAsBytes().lanewise(BIT_COUNT));
            %1$sLow = %1$sLow.add(%1$sLow).add(%1$sOnes.reinterpretAsBytes().lanewise(BIT_COUNT));
            // The sums of the four bytes of every int, first of two, then of all.
            x = %1$sLow.reinterpretAsInts();
            x = x.and(0x00FF00FF).add(x.lanewise(LSHR, 8).and(0x00FF00FF));
            half = %1$sEights.reinterpretAsInts();
            half = half.and(0x00FF00FF).add(half.lanewise(LSHR, 8).and(0x00FF00FF));
            x = x.add(half.lanewise(LSHL, 3));
            x = x.and(0xFFFF).add(x.lanewise(LSHR, 16));
            IntVector.fromArray(SPECIES, sums, %2$s).sub(x.add(x)).intoArray(sums, %2$s);
        """
            .formatted(v, lane));
  }

  private void line(String format, Object... args) {
    code.append(args.length == 0 ? format : "      " + format.formatted(args)).append('\n');
  }
}
