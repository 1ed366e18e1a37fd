package org.bnn4j.kernels.paths;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the plain kernels need to know of a processor, and Java does not tell. */
final class Processor {
  /** Bits of the widest vectors, which C2 uses in plain loops where there are any. */
  static final int WIDEST = 512;

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

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
  static boolean listed(String flag, Path cpuInfo) {
    try (Stream<String> lines = Files.lines(cpuInfo, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> (line + " ").contains(" " + flag + " "))
          .orElse(false);
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
