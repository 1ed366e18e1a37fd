/** Answers over HTTP, with the server of the JDK. */
package org.bnn4j.kernels.serve;
