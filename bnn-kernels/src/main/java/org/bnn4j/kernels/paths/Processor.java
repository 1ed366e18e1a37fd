package org.bnn4j.kernels.paths;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What the plain kernels need to know of a processor, and Java does not tell. */
final class Processor {
  /** Bits of the widest vectors, which C2 uses in plain loops where there are any. */
  static final int WIDEST = 512;

  /** Bytes within which Linux describes a machine's first processor. */
  private static final int FIRST_PROCESSOR = 1 << 14;

  private static final String CPU_INFO = "/proc/cpuinfo";

  private Processor() {}

  /**
   * Whether {@code Integer.bitCount} in a loop becomes one instruction or so for a whole vector. On
   * ARM it does; on x86 with AVX512_VPOPCNTDQ, which Linux lists among a processor's flags.
   * Elsewhere a wrong answer costs time, not correctness.
   *
   * @param vectorBits of the vectors in use
   */
  static boolean countsBits(int vectorBits) {
    return System.getProperty("os.arch").equals("aarch64")
        || vectorBits == WIDEST && listed("avx512_vpopcntdq", CPU_INFO);
  }

  /** Whether a flag stands in the first list of flags of such a file, if it can be read. */
  static boolean listed(String flag, String cpuInfo) {
    try (InputStream in = new FileInputStream(cpuInfo)) {
      String text = new String(in.readNBytes(FIRST_PROCESSOR), StandardCharsets.ISO_8859_1);
      int from = text.indexOf("\nflags") + 1;
      int to = text.indexOf('\n', from);
      return from > 0 && to > 0 && (text.substring(from, to) + " ").contains(" " + flag + " ");
    } catch (IOException e) {
      return false;
    }
  }
}
