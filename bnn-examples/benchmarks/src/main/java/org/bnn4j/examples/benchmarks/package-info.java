/** Benchmarks, in the Maven profile {@code bench}. */
package org.bnn4j.examples.benchmarks;
