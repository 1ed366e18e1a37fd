package org.bnn4j.examples.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bnn4j.examples.experiments.support.RunEnvironment;

/** What the processor has that matters here, as Linux tells. */
final class Cpu {
  private static final Path INFO = Path.of("/proc/cpuinfo");
  private static final List<String> OF_INTEREST =
      List.of(
          "avx2",
          "fma",
          "avx512f",
          "avx512_vpopcntdq",
          "avx_vnni",
          "avx512_vnni",
          "amx_int8",
          "amx_tile");

  private final String model;
  private final Set<String> flags;

  private Cpu(String model, Set<String> flags) {
    this.model = model;
    this.flags = flags;
  }

  /** This machine's. */
  static Cpu here() throws IOException {
    List<String> lines = Files.isReadable(INFO) ? Files.readAllLines(INFO) : List.of();
    Set<String> flags =
        lines.stream()
            .filter(line -> line.startsWith("flags"))
            .findFirst()
            .map(line -> Set.copyOf(List.of(line.split(" "))))
            .orElse(Set.of());
    return new Cpu(RunEnvironment.cpuModel(), flags);
  }

  /** Its name. */
  String model() {
    return model;
  }

  /** The instruction sets that matter here and that it has. */
  List<String> present() {
    return OF_INTEREST.stream().filter(flags::contains).toList();
  }

  /** The instruction sets that matter here and that it lacks. */
  List<String> absent() {
    return OF_INTEREST.stream().filter(flag -> !flags.contains(flag)).toList();
  }

  /**
   * Bits of a quantized weight. Without VNNI, products of unsigned and signed bytes are summed in
   * pairs of 16 bits that saturate, and ONNX Runtime's manual advises 7.
   */
  int weightBits() {
    return flags.contains("avx512_vnni") || flags.contains("avx_vnni") ? 8 : 7;
  }

  /** What ONNX Runtime and Deeplearning4j choose on such a processor, as far as it is known. */
  List<String> instructions() {
    List<String> lines = new ArrayList<>();
    String floats = flags.contains("avx512f") ? "AVX-512F" : "AVX2 and FMA";
    String integers =
        flags.contains("amx_int8")
            ? "AMX (int8)"
            : flags.contains("avx512_vnni")
                ? "AVX-512 VNNI"
                : flags.contains("avx_vnni")
                    ? "AVX-VNNI"
                    : flags.contains("avx512f") ? "AVX-512 without VNNI" : "AVX2 without VNNI";
    lines.add(
        "ONNX Runtime float32: %s; int8: %s, weights of %d bits (MLAS, by CPU flags)"
            .formatted(floats, integers, weightBits()));
    lines.add(
        "Deeplearning4j: OpenBLAS and, for the native convolution, oneDNN: "
            + floats
            + " (by CPU flags)");
    lines.add(
        "packed models: vectors of "
            + (flags.contains("avx512f") ? 512 : 256)
            + " bits, "
            + (flags.contains("avx512_vpopcntdq") ? "with" : "without")
            + " a vector popcount");
    return lines;
  }
}
