/** What the examples share: progress, learning curves and reports of a run. */
package org.bnn4j.examples.experiments.support;
