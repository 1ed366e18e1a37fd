/** The loops of products on every kernel path: JMH benchmarks, and a table over many shapes. */
package org.bnn4j.examples.benchmarks.kernels;
