/**
 * What runs in the processes that a benchmark compares: a network, told over standard input what to
 * do. These classes need the JDK and what their network runs on, and nothing else, so they go into
 * a jar of their own.
 */
package org.bnn4j.examples.benchmarks.worker;
