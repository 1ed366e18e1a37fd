/** What the geometry examples share. */
package org.bnn4j.examples.experiments.geometry;
