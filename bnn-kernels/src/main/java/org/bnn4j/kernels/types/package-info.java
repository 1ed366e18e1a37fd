/**
 * What users and all of bnn-kernels speak of: kinds of values, pictures, and the error of a damaged
 * model file. Exported, as {@code org.bnn4j.kernels} is; depends on no other package.
 */
package org.bnn4j.kernels.types;
