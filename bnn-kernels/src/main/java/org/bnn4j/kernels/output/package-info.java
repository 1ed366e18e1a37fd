/**
 * Answers as CSV and JSON. Internal: the module does not export it, and it may change without
 * notice. {@code Csv} and {@code Json} quote text and write numbers; the command line and the
 * server use them.
 */
package org.bnn4j.kernels.output;
