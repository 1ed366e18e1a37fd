package org.bnn4j.examples.benchmarks.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.UnmatchedArgumentException;

class LimitOptionTest {
  @Command
  private static final class Main {
    @Mixin private LimitOption limit;
  }

  private static LimitOption parsed(String... arguments) {
    return CommandLine.populateCommand(new Main(), arguments).limit;
  }

  @Test
  void withoutTheOptionThereIsNoLimit() throws IOException, InterruptedException {
    assertEquals(Optional.empty(), parsed().compile());
  }

  @Test
  void whatCannotBeCompiledIsLeftOut() throws IOException, InterruptedException {
    assertEquals(Optional.empty(), parsed("--limit", "missing.c").compile());
  }

  @Test
  void theLimitThatShipsNeedsNoFile() throws IOException {
    assertEquals("", parsed("--limit").source().toString());
    try (InputStream source = LimitOption.ours()) {
      String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(text.contains("_gmacs="), text);
    }
  }

  @Test
  void oneFileAtTheMost() {
    assertThrows(UnmatchedArgumentException.class, () -> parsed("--limit", "a.c", "b.c"));
  }
}
