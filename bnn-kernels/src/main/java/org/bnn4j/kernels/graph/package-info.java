/**
 * A model as data: a directed acyclic graph of named nodes, each an operation with its constants.
 * Internal: the module does not export it, and it may change without notice. {@link
 * org.bnn4j.kernels.graph.Graph} is the way in; it checks all nodes and infers what each puts out.
 * Who treats kinds of operations differently is an {@link org.bnn4j.kernels.graph.OpVisitor}, so
 * that an operation that comes later does not compile until every such place knows it. Nothing here
 * runs a model: {@code org.bnn4j.kernels.exec} does.
 */
package org.bnn4j.kernels.graph;
