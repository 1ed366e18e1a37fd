package org.bnn4j.layers.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

class ClassifiedRowsTest {
  private static final List<Row> ROWS =
      List.of(
          RowFactory.create(new byte[] {0, 1, 127, (byte) 128, (byte) 254, (byte) 255}, 2),
          RowFactory.create(new byte[] {6, 5, 4, 3, 2, 1}, 0));

  private static ClassifiedRows reader() {
    return ClassifiedRows.of("image", "label", 3);
  }

  @Test
  void bytesAreUnsignedAndLabelsOneHot() {
    DataSet read = reader().read(ROWS);
    assertArrayEquals(new long[] {2, 6}, read.getFeatures().shape());
    assertArrayEquals(
        new float[] {0, 1, 127, 128, 254, 255, 6, 5, 4, 3, 2, 1},
        read.getFeatures().dup('c').data().asFloat());
    assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0}, read.getLabels().dup('c').data().asFloat());
  }

  @Test
  void imagesHavePlanesAndGoThroughThePreprocessor() {
    DataSet read =
        reader().asPlanes(1, 2, 3).preProcessor(new ImagePreProcessingScaler(0, 1)).read(ROWS);
    assertArrayEquals(new long[] {2, 1, 2, 3}, read.getFeatures().shape());
    assertEquals(1, read.getFeatures().getFloat(0, 0, 1, 2));
    assertEquals(3 / 255f, read.getFeatures().getFloat(1, 0, 1, 0));
  }

  @Test
  void examplesMustBeOfOneLength() {
    List<Row> uneven = List.of(ROWS.get(0), RowFactory.create(new byte[5], 1));
    assertEquals(
        "column 'image': examples of 6 and of 5 values",
        assertThrows(IllegalArgumentException.class, () -> reader().read(uneven)).getMessage());
  }
}
