package org.bnn4j.kernels.paths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorTest {
  private static final String FLAG = "avx512_vpopcntdq";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "true, flags : fpu avx512_vpopcntdq rdpid",
    "true, flags : fpu avx512_vpopcntdq",
    "false, flags : fpu avx512_vpopcntdqx",
    "false, flags : fpu avx2",
    "false, vmx flags : avx512_vpopcntdq"
  })
  void aFlagIsAWordOfTheFirstList(boolean expected, String line) throws IOException {
    String text = "processor : 0\nmodel name : M\u00e9moire\n" + line + "\n";
    Path file = Files.writeString(folder.resolve("cpuinfo"), text, StandardCharsets.ISO_8859_1);
    assertEquals(expected, Processor.listed(FLAG, file.toString()));
  }

  @Test
  void whereThereIsNoSuchFileNothingIsListed() {
    assertFalse(Processor.listed(FLAG, folder.resolve("none").toString()));
  }
}
