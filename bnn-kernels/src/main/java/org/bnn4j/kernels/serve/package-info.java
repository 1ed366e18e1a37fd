/**
 * Answers over HTTP, with the server of the JDK. Internal: the module does not export it, and it
 * may change without notice. {@link org.bnn4j.kernels.serve.PredictionServer} is the way in; each
 * path of a URL has an {@code Endpoint}. {@code ServerLimits} has the limits of time, size and
 * requests at once, {@code MemoryBudget} that of memory, and {@code Drain} stops a server without
 * losing a request.
 */
package org.bnn4j.kernels.serve;
