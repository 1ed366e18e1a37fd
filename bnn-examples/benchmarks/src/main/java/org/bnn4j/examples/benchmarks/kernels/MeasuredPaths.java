package org.bnn4j.examples.benchmarks.kernels;

import java.util.List;
import org.bnn4j.kernels.paths.KernelPaths;

/** The kernel paths worth measuring. */
final class MeasuredPaths {
  private MeasuredPaths() {}

  /** All that can run in this JVM but the reference, which is far too slow. */
  static List<String> here() {
    return KernelPaths.available().stream().filter(path -> !path.equals("reference")).toList();
  }
}
