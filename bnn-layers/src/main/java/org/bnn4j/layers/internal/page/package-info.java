/**
 * A geometry report as a page of HTML with plots in SVG, and as JSON. Internal: for bnn4j's own
 * modules; it may change without notice. {@code ReportPage}, {@code TrackPage} and {@code
 * PaperPage} are the pages; {@code Chart} and its like draw.
 */
package org.bnn4j.layers.internal.page;
