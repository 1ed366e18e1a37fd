/**
 * A model as data: a directed acyclic graph of named nodes, each an operation with its constants.
 * Nothing in here runs a model; {@code org.bnn4j.kernels.exec} does, and {@code
 * org.bnn4j.kernels.format} reads and writes files.
 */
package org.bnn4j.kernels.graph;
