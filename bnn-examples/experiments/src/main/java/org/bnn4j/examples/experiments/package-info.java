/** Runnable examples. */
package org.bnn4j.examples.experiments;
