package org.bnn4j.kernels.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.bnn4j.examples.experiments.data.Digits;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.examples.experiments.data.LabeledImagesIterator;
import org.bnn4j.examples.experiments.training.BinaryMlp;
import org.bnn4j.examples.experiments.training.Precision;
import org.bnn4j.examples.experiments.training.Recipe;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.layers.export.BnnExporter;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A model of the embedded digits, and these as rows. */
final class ScoringFixture {
  static final LabeledImages DIGITS = Digits.all();

  private ScoringFixture() {}

  /** The bytes of a model that was trained a little, so that its scores are not trivial. */
  static byte[] model(boolean byteInput, Path folder) throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new BinaryMlp(64, List.of(96, 96), 10, new Recipe(Precision.BINARY, 1e-2, 0.9, 1))
                .configuration());
    network.init();
    network.fit(new LabeledImagesIterator(DIGITS, 50).shuffle(1), 2);
    BnnExporter export = BnnExporter.of(network);
    Path file = folder.resolve(byteInput + ".bnn");
    (byteInput ? export.byteInput() : export.floatInput()).writeModel(file);
    return Files.readAllBytes(file);
  }

  /** What one thread says of every digit without Spark. */
  static float[] plainScores(BnnModel model) {
    byte[] pixels = new byte[DIGITS.count() * 64];
    for (int i = 0; i < DIGITS.count(); i++) {
      DIGITS.copyImage(i, pixels, i * 64);
    }
    float[] scores = new float[DIGITS.count() * model.outputs()];
    try (BnnSession session = model.newSession(DIGITS.count())) {
      session.run(pixels, DIGITS.count(), scores);
    }
    return scores;
  }

  /** All digits in some partitions: {@code id}, {@code image}, {@code label}. */
  static Dataset<Row> rows(SparkSession spark, DataType type, int partitions) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < DIGITS.count(); i++) {
      rows.add(RowFactory.create(i, value(DIGITS.image(i), type), DIGITS.label(i)));
    }
    return spark.createDataFrame(rows, schema(type)).repartition(partitions);
  }

  static StructType schema(DataType type) {
    return new StructType()
        .add("id", DataTypes.IntegerType, false)
        .add("image", type)
        .add("label", DataTypes.IntegerType, false);
  }

  private static Object value(byte[] pixels, DataType type) {
    if (type.equals(DataTypes.BinaryType)) {
      return pixels;
    }
    List<Number> numbers = new ArrayList<>();
    for (byte pixel : pixels) {
      numbers.add(number(pixel, type));
    }
    return numbers;
  }

  private static Number number(byte pixel, DataType type) {
    if (type.equals(DataTypes.createArrayType(DataTypes.FloatType))) {
      return (float) pixel;
    }
    if (type.equals(DataTypes.createArrayType(DataTypes.DoubleType))) {
      return (double) pixel;
    }
    return (int) pixel;
  }
}
