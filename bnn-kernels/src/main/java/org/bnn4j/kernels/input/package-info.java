/** What comes from outside, taken apart with care: numbers and pictures. */
package org.bnn4j.kernels.input;
