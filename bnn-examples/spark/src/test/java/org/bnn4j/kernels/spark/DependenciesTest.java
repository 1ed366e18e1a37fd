package org.bnn4j.kernels.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the classes of this package refer to. Without a class of Scala's among it, the same classes
 * run on Spark for Scala 2.12 and 2.13.
 */
class DependenciesTest {
  private static final Pattern REFERENCE = Pattern.compile("(?m)^   .* -> ([\\w.]+) ");

  private static Set<String> references() throws URISyntaxException {
    Path classes =
        Path.of(SparkScorer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    StringWriter out = new StringWriter();
    ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(new PrintWriter(out), new PrintWriter(out), "-verbose:package", classes.toString());
    return REFERENCE
        .matcher(out.toString())
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void scoringNeedsTheKernelsAndSparkOnly() throws URISyntaxException {
    Set<String> references = references();
    assertTrue(references.contains("org.bnn4j.kernels"), references::toString);
    assertTrue(references.contains("org.apache.spark.sql"), references::toString);
    references.removeIf(
        name ->
            name.startsWith("java.")
                || name.startsWith("org.apache.spark.")
                || name.startsWith("org.apache.hadoop."));
    references.removeAll(
        Set.of(
            "org.apache.spark",
            "org.bnn4j.kernels",
            "org.bnn4j.kernels.types",
            SparkScorer.class.getPackageName()));
    assertEquals(Set.of(), references);
  }
}
