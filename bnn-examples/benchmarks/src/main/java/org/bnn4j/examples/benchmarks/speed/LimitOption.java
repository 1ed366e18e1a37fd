package org.bnn4j.examples.benchmarks.speed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** {@code --limit}: whether there is a limit in C beside the measurements, and which. */
public final class LimitOption {
  private static final String OURS = "xnor_limit_avx2.c";

  @Option(
      names = "--limit",
      arity = "0..1",
      paramLabel = "FILE",
      fallbackValue = "",
      showDefaultValue = Visibility.NEVER,
      description =
          "Measure a limit written in C, too: compiled with gcc and run where both work. Without FILE, the one that "
              + "ships with the benchmarks (AVX2)")
  private Path source;

  /**
   * Compiles the limit; gives none where none is asked for, or where the compiler or the program
   * fails, and then logs why.
   *
   * @throws IOException if no temporary file can be made
   */
  public Optional<CLimit> compile() throws IOException, InterruptedException {
    return source == null ? Optional.empty() : compile(source);
  }

  /** Compiles the limit that ships with the benchmarks, unless another is named. */
  public Optional<CLimit> compileAlways() throws IOException, InterruptedException {
    return compile(source == null ? Path.of("") : source);
  }

  private static Optional<CLimit> compile(Path source) throws IOException, InterruptedException {
    if (!source.toString().isEmpty()) {
      return CLimit.compile(source);
    }
    Path copy = Files.createTempFile("limit", ".c");
    try (InputStream ours = ours()) {
      Files.copy(ours, copy, StandardCopyOption.REPLACE_EXISTING);
      return CLimit.compile(copy);
    } finally {
      Files.delete(copy);
    }
  }

  /** The file that was named; empty for the limit that ships, null for none. */
  Path source() {
    return source;
  }

  static InputStream ours() {
    return LimitOption.class.getResourceAsStream(OURS);
  }
}
