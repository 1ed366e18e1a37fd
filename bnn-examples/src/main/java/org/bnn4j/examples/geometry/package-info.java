/** What the geometry examples share. */
package org.bnn4j.examples.geometry;
