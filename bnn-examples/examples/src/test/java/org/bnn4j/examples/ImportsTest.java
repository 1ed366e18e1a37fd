package org.bnn4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Examples and experiments use what users can use; only benchmarks may look inside. */
class ImportsTest {
  /** What bnn-kernels does not export, and what bnn-layers calls internal. */
  private static final Pattern INTERNAL =
      Pattern.compile(
          "import (static )?org\\.bnn4j\\.(kernels\\.(?!types\\.)[a-z]+|layers\\.internal)\\..*");

  /** The page of the paper is drawn with what draws the library's own pages. */
  private static final String ALLOWED = "import org.bnn4j.layers.internal.page.PaperPage;";

  private static final Pattern FRAMEWORK =
      Pattern.compile("import (static )?(picocli|org\\.bnn4j\\.examples)\\..*");

  @Test
  void noExampleOrExperimentImportsInternals() throws IOException {
    List<String> found = imports(Path.of("src"), INTERNAL);
    found.addAll(imports(Path.of("..", "experiments", "src"), INTERNAL));
    found.removeIf(line -> line.endsWith(ALLOWED));
    assertEquals(List.of(), found);
  }

  @Test
  void examplesHaveNoFramework() throws IOException {
    assertEquals(List.of(), imports(Path.of("src"), FRAMEWORK));
  }

  private static List<String> imports(Path folder, Pattern pattern) throws IOException {
    List<String> found = new ArrayList<>();
    int read = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        read++;
        for (String line : Files.readAllLines(file)) {
          if (pattern.matcher(line).matches()) {
            found.add(file + ": " + line);
          }
        }
      }
    }
    assertTrue(read > 5, folder + " has " + read + " sources");
    return found;
  }
}
