/**
 * The command line of an exported jar. Nothing that {@code predict} needs before its first answer
 * uses a lambda, a regular expression, a formatter or a logger: they cost more than the answer.
 */
package org.bnn4j.kernels.cli;
