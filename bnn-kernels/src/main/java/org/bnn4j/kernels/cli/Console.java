package org.bnn4j.kernels.cli;

import java.io.InputStream;

/**
 * The streams of a command.
 *
 * @param in what {@code -} as a file name reads
 * @param out the answers
 */
record Console(InputStream in, Output out) {}
