package org.bnn4j.kernels.spark;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** The types of column that hold examples. */
final class Inputs {
  static final String EXPECTED =
      "the model takes binary (unsigned bytes) or an array of numbers (as float or double)";

  private Inputs() {}

  /**
   * Whether a column is binary; else it is an array of numbers.
   *
   * @throws IllegalArgumentException if it is neither, or there is none of that name
   */
  static boolean isBinary(StructType schema, int column) {
    DataType type = schema.apply(column).dataType();
    if (type instanceof BinaryType) {
      return true;
    }
    if (type instanceof ArrayType array && array.elementType() instanceof NumericType) {
      return false;
    }
    throw new IllegalArgumentException(
        "column '"
            + schema.apply(column).name()
            + "' is "
            + type.catalogString()
            + ": "
            + EXPECTED);
  }
}
