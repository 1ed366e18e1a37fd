/**
 * The loops of products on every kernel path: {@code KernelBenchmarks} for JMH, {@code ShapeTable}
 * over many shapes, {@code LimitTable} beside a limit in hand-written C. All compare their results
 * with the reference path first.
 */
package org.bnn4j.examples.benchmarks.kernels;
