/** Packed-bit inference. */
package org.bnn4j.kernels;
