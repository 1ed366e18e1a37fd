package org.bnn4j.examples.experiments.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** The machine and the Java that a run uses. */
public final class RunEnvironment {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final long MIB = 1 << 20;

  private RunEnvironment() {}

  static void describe(ReportSection section) {
    Runtime runtime = Runtime.getRuntime();
    section
        .put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("java", System.getProperty("java.version"))
        .put("javaVendor", System.getProperty("java.vendor"))
        .put("jvm", System.getProperty("java.vm.name"))
        .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
        .put("architecture", System.getProperty("os.arch"))
        .put("cpu", cpuModel())
        .put("processors", runtime.availableProcessors())
        .put("maxHeapMiB", runtime.maxMemory() / MIB);
  }

  /** The processor's name, or its architecture where the system does not tell. */
  public static String cpuModel() {
    return cpuModel(CPU_INFO);
  }

  /** The first "model name" of a Linux cpuinfo file, or the architecture where there is none. */
  static String cpuModel(Path cpuInfo) {
    String architecture = System.getProperty("os.arch");
    if (!Files.isReadable(cpuInfo)) {
      return architecture;
    }
    try (Stream<String> lines = Files.lines(cpuInfo)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(architecture);
    } catch (IOException e) {
      return architecture;
    }
  }
}
