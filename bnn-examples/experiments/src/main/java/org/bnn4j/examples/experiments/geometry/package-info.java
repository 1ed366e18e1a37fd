/**
 * What the geometry experiments share: a saved network, the images that it was trained for, and the
 * progress of a survey.
 */
package org.bnn4j.examples.experiments.geometry;
