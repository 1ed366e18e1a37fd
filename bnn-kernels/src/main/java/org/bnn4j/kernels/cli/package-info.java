/**
 * The command line of an exported jar. Internal: the module does not export it, and it may change
 * without notice. {@link org.bnn4j.kernels.cli.Main} is the way in: it hands each command to a
 * class of its own. Nothing that {@code predict} needs before its first answer uses a lambda, a
 * regular expression, a formatter or a logger: they cost more than the answer.
 */
package org.bnn4j.kernels.cli;
