package org.bnn4j.examples.bench.kernels;

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

/** Products of many shapes, odd ones among them; {@link ShapeTable} measures the same quickly. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class ShapeBenchmark {
  /** The kernel path. */
  @Param({"plain", "vector"})
  public String path;

  /** What is multiplied. */
  @Param({"BINARY"})
  public ProductKind kind;

  /** Inputs of one output. */
  @Param({"1", "31", "64", "784", "1000", "4609"})
  public int fanIn;

  /** Outputs of one row. */
  @Param({"1", "10", "100", "513", "4096"})
  public int outputs;

  /** Rows of activations. */
  @Param({"1", "240"})
  public int rows;

  private Shape shape;
  private Product product;

  /** Makes the product and compares it with the reference path. */
  @Setup
  public void make() {
    shape = new Shape(kind, fanIn, outputs, rows);
    product = Product.of(shape, path);
  }

  /** Computes it. */
  @Benchmark
  public double run(Macs macs) {
    macs.gigaMacs += shape.gigaMacs();
    return product.run();
  }
}
