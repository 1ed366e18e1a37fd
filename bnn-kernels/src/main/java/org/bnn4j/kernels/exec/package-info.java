/**
 * How a graph is run: a {@link org.bnn4j.kernels.exec.Plan} is made once per model and shared, each
 * session has a {@link org.bnn4j.kernels.exec.Runner} and {@link org.bnn4j.kernels.exec.Buffers} of
 * its own.
 */
package org.bnn4j.kernels.exec;
