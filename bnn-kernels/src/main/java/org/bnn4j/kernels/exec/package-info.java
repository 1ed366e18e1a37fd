/**
 * How a graph is run: a {@link org.bnn4j.kernels.exec.Plan} is made once per model and shared, each
 * session binds it to {@link org.bnn4j.kernels.exec.Buffers} of its own.
 */
package org.bnn4j.kernels.exec;
