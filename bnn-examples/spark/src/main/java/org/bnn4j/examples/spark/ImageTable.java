package org.bnn4j.examples.spark;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.bnn4j.examples.experiments.data.LabeledImages;

/**
 * Images as rows: {@code id}, an int, their number in the set; {@code image}, binary, unsigned
 * bytes; {@code label}, an int.
 */
final class ImageTable {
  private static final int ROWS_PER_SLICE = 5000;
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.IntegerType, false)
          .add("image", DataTypes.BinaryType, false)
          .add("label", DataTypes.IntegerType, false);

  private ImageTable() {}

  /**
   * Writes images as a folder of Parquet files, in this machine's file system, and opens it.
   *
   * @param copies how often each image comes
   * @param replace whether a table of that name is replaced
   * @throws FileAlreadyExistsException if there is one, and it is not
   */
  static Dataset<Row> write(
      SparkSession spark, LabeledImages images, int copies, Path folder, boolean replace)
      throws FileAlreadyExistsException {
    checkFree(folder, replace);
    String uri = SparkFlags.uri(folder);
    rows(spark, images)
        .withColumn(
            "copy", functions.explode(functions.sequence(functions.lit(1), functions.lit(copies))))
        .drop("copy")
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(uri);
    return spark.read().parquet(uri);
  }

  /** Checks that a table is not there, or may be replaced; fails as {@link #write} does. */
  static void checkFree(Path folder, boolean replace) throws FileAlreadyExistsException {
    if (!replace && Files.exists(folder)) {
      throw new FileAlreadyExistsException(
          folder.toString(), null, "it is there from an earlier run, and --force replaces it");
    }
  }

  private static Dataset<Row> rows(SparkSession spark, LabeledImages images) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      rows.add(RowFactory.create(i, images.image(i), images.label(i)));
    }
    int slices = Math.max(spark.sparkContext().defaultParallelism(), rows.size() / ROWS_PER_SLICE);
    return spark.createDataFrame(
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, slices), SCHEMA);
  }
}
