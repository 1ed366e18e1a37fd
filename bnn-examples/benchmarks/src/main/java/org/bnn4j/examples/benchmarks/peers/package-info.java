/**
 * Packed models beside what else runs a network of their shape on the JVM, each in a process of its
 * own, taking turns.
 */
package org.bnn4j.examples.benchmarks.peers;
