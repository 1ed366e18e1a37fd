package org.bnn4j.kernels.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** The columns of rows by name, as Spark compares names: by default without regard to case. */
final class Columns {
  private final Dataset<Row> rows;
  private final StructType schema;
  private final boolean caseSensitive;

  Columns(Dataset<Row> rows) {
    this.rows = rows;
    this.schema = rows.schema();
    this.caseSensitive =
        Boolean.parseBoolean(rows.sparkSession().conf().get("spark.sql.caseSensitive", "false"));
  }

  StructType schema() {
    return schema;
  }

  /**
   * Where a column is.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  int index(String name) {
    String[] names = schema.fieldNames();
    for (int i = 0; i < names.length; i++) {
      if (same(names[i], name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no column '" + name + "' in " + Arrays.toString(names));
  }

  /** Whether two names are those of one column. */
  boolean same(String name, String other) {
    return caseSensitive ? name.equals(other) : name.equalsIgnoreCase(other);
  }

  /** The rows with these columns only, in this order. */
  Dataset<Row> select(List<Integer> indices) {
    return rows.select(
        indices.stream()
            .map(index -> functions.col("`" + schema.apply(index).name().replace("`", "``") + "`"))
            .toArray(Column[]::new));
  }
}
