/**
 * Files that are written whole or not at all. Internal: for bnn4j's own modules; it may change
 * without notice. {@link org.bnn4j.layers.internal.files.AtomicFile} is the way in.
 */
package org.bnn4j.layers.internal.files;
