package org.bnn4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModuleTest {
  @Test
  void theApiAndItsTypesAreForOthers() throws Exception {
    Path classes =
        Path.of(BnnModel.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleDescriptor module =
        ModuleFinder.of(classes).find("org.bnn4j.kernels").orElseThrow().descriptor();
    assertEquals(
        Set.of("org.bnn4j.kernels", "org.bnn4j.kernels.types"),
        module.exports().stream().map(Exports::source).collect(Collectors.toSet()));
    assertFalse(module.isOpen());
  }

  @Test
  void runsAsAModule() throws Exception {
    Path classes =
        Path.of(BnnModel.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-p",
                classes.toString(),
                "-m",
                "org.bnn4j.kernels/org.bnn4j.kernels.cli.Main",
                "--version")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
    assertEquals("bnn4j (unversioned build)", output.strip());
  }
}
