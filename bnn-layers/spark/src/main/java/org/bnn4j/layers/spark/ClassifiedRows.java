package org.bnn4j.layers.spark;

import java.util.List;
import org.apache.spark.sql.Row;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rows of an example and its class: a column of binary (unsigned bytes) or of an array of numbers,
 * and one of an integer. Features are float32 of shape [n, values], or [n, channels, height, width]
 * after {@link #asPlanes}; labels are one-hot float32 of shape [n, classes].
 */
public final class ClassifiedRows implements MinibatchReader {
  private static final long serialVersionUID = 1L;
  private static final int EXAMPLE = 0;
  private static final int LABEL = 1;

  private final String example;
  private final String label;
  private final int classes;
  private int[] planes;
  private DataSetPreProcessor preProcessor;

  private ClassifiedRows(String example, String label, int classes) {
    this.example = example;
    this.label = label;
    this.classes = classes;
  }

  /**
   * A reader of these columns.
   *
   * @param example name of the column of examples
   * @param label name of the column of classes, 0 to {@code classes - 1}
   * @param classes how many there are
   */
  public static ClassifiedRows of(String example, String label, int classes) {
    return new ClassifiedRows(example, label, classes);
  }

  /**
   * Gives features the shape of images, as convolutions need it.
   *
   * @return this
   */
  public ClassifiedRows asPlanes(int channels, int height, int width) {
    this.planes = new int[] {channels, height, width};
    return this;
  }

  /**
   * Passes every minibatch through a preprocessor, as a {@code DataSetIterator} would.
   *
   * @return this
   */
  public ClassifiedRows preProcessor(DataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
    return this;
  }

  @Override
  public List<String> columns() {
    return List.of(example, label);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a value is null, two examples have different lengths, or a
   *     label is not one of the classes
   */
  @Override
  public DataSet read(List<Row> rows) {
    float[][] features = new float[rows.size()][];
    float[][] labels = new float[rows.size()][classes];
    for (int i = 0; i < features.length; i++) {
      Row row = rows.get(i);
      features[i] = features(row);
      if (features[i].length != features[0].length) {
        throw new IllegalArgumentException(
            "column '%s': examples of %d and of %d values"
                .formatted(example, features[0].length, features[i].length));
      }
      labels[i][label(row)] = 1;
    }
    DataSet minibatch =
        new DataSet(shaped(Nd4j.createFromArray(features)), Nd4j.createFromArray(labels));
    if (preProcessor != null) {
      preProcessor.preProcess(minibatch);
    }
    return minibatch;
  }

  private INDArray shaped(INDArray flat) {
    return planes == null ? flat : flat.reshape(flat.size(0), planes[0], planes[1], planes[2]);
  }

  private float[] features(Row row) {
    if (row.isNullAt(EXAMPLE)) {
      throw new IllegalArgumentException("column '" + example + "' is null in a row");
    }
    if (row.get(EXAMPLE) instanceof byte[] bytes) {
      float[] values = new float[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        values[i] = Byte.toUnsignedInt(bytes[i]);
      }
      return values;
    }
    List<Number> numbers = row.getList(EXAMPLE);
    float[] values = new float[numbers.size()];
    int i = 0;
    for (Number number : numbers) {
      if (number == null) {
        throw new IllegalArgumentException(
            "column '%s': value %d of a row is null".formatted(example, i));
      }
      values[i++] = number.floatValue();
    }
    return values;
  }

  private int label(Row row) {
    Number number = row.isNullAt(LABEL) ? null : row.getAs(LABEL);
    boolean whole = number != null && number.doubleValue() == number.longValue();
    if (!whole || number.longValue() < 0 || number.longValue() >= classes) {
      throw new IllegalArgumentException(
          "column '%s' is %s in a row, and classes are 0 to %d"
              .formatted(label, number, classes - 1));
    }
    return number.intValue();
  }
}
