/**
 * Examples to read and to copy: each is one class of at most 110 lines that trains a network on the
 * embedded digits and prints what it measured. Begin with {@link org.bnn4j.examples.Quickstart}.
 * Programs with options, checkpoints and learning curves are experiments, a module of their own.
 */
package org.bnn4j.examples;
