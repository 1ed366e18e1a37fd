package org.bnn4j.examples.benchmarks.kernels;

import org.bnn4j.kernels.paths.KernelPaths;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs JMH's {@link ProductBenchmark} on the paths that can run in this JVM. The arguments are
 * JMH's: {@code -p}, {@code -rf} and so on.
 */
public final class KernelBenchmarks {
  private KernelBenchmarks() {}

  /** Runs them. */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    CommandLineOptions chosen = new CommandLineOptions(args);
    ChainedOptionsBuilder options = new OptionsBuilder().parent(chosen);
    if (chosen.getIncludes().isEmpty()) {
      options.include(ProductBenchmark.class.getSimpleName());
    }
    if (!chosen.getParameter("path").hasValue()) {
      options.param("path", MeasuredPaths.here().toArray(String[]::new));
      if (KernelPaths.whyNoVectors() != null) {
        System.out.println("# No vector path: " + KernelPaths.whyNoVectors());
      }
    }
    new Runner(options.build()).run();
  }
}
