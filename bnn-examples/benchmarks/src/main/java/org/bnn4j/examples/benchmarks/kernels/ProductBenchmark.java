package org.bnn4j.examples.benchmarks.kernels;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Named products; {@link KernelBenchmarks} leaves paths out that cannot run. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProductBenchmark {
  /** The kernel path. */
  @Param({"plain", "vector"})
  public String path;

  /** What is measured. */
  @Param public NamedProduct product;

  private Product made;

  /** Makes it and compares it with the reference path. */
  @Setup
  public void make() {
    made = Product.of(product.shape, path);
  }

  /** Computes it. */
  @Benchmark
  public double run(Macs macs) {
    macs.gigaMacs += product.shape.gigaMacs();
    return made.run();
  }
}
