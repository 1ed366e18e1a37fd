/** A geometry report as a page of HTML with plots in SVG, and as JSON. */
package org.bnn4j.layers.internal.page;
