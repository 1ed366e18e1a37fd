/**
 * Command line, progress, learning curves and reports of a run, for experiments, benchmarks and
 * Spark. {@code Launcher} starts a main; {@code RunReport} collects what it prints and writes.
 */
package org.bnn4j.examples.experiments.support;
