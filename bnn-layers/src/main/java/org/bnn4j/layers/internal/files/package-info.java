/** Files that are written whole or not at all. */
package org.bnn4j.layers.internal.files;
