/** How answers are written down. */
package org.bnn4j.kernels.output;
