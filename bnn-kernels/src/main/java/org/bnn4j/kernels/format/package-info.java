/** Model files; FORMAT.md in this module describes them byte by byte. */
package org.bnn4j.kernels.format;
