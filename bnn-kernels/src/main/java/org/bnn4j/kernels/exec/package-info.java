/**
 * How a graph is run. Internal: the module does not export it, and it may change without notice. A
 * model has one {@link org.bnn4j.kernels.exec.Plan} of its weights, which all sessions share; each
 * session has a {@link org.bnn4j.kernels.exec.Runner} and {@link org.bnn4j.kernels.exec.Buffers} of
 * its own. {@code NodeSteps} chooses the loop that runs a node. {@code PaddingCorrection} corrects
 * what zero padding does to sums of bits; {@code PoolBehindThreshold} moves a max-pool behind the
 * threshold that reads it, onto bits; {@code ThreadTeam} shares large steps among threads.
 */
package org.bnn4j.kernels.exec;
