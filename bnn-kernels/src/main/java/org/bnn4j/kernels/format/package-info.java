/**
 * Model files. Internal: the module does not export it, and it may change without notice. {@link
 * org.bnn4j.kernels.format.ModelReader} and {@link org.bnn4j.kernels.format.ModelWriter} are the
 * ways in, and FORMAT.md in this module describes the file byte by byte. {@code OpEncoder} and
 * {@code OpDecoder} write and read one operation each in the same order. A reader trusts no byte:
 * what does not fit is a {@code BnnFormatException} with its offset.
 */
package org.bnn4j.kernels.format;
