package org.bnn4j.layers.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.bnn4j.examples.experiments.data.Digits;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.training.BinaryMlp;
import org.bnn4j.examples.experiments.training.Dropout;
import org.bnn4j.examples.experiments.training.Precision;
import org.bnn4j.examples.experiments.training.Recipe;
import org.bnn4j.examples.experiments.training.WeightTraining;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The embedded digits to train on, and a network for them. */
final class TrainingFixture {
  static final TrainTestSplit DIGITS = Digits.holdOut(1);
  static final MinibatchReader READER = ClassifiedRows.of("image", "label", 10);

  private TrainingFixture() {}

  static MultiLayerNetwork network() {
    return network(Dropout.NONE);
  }

  static MultiLayerNetwork network(Dropout dropout) {
    Recipe recipe = new Recipe(Precision.BINARY, 1e-2, 0.9, 1, WeightTraining.ADAM, dropout);
    MultiLayerNetwork network =
        new MultiLayerNetwork(new BinaryMlp(64, List.of(64, 64), 10, recipe).configuration());
    network.init();
    return network;
  }

  static SparkTrainer trainer(MultiLayerNetwork network) {
    return trainer(network, READER);
  }

  static SparkTrainer trainer(MultiLayerNetwork network, MinibatchReader reader) {
    return SparkTrainer.of(network, reader)
        .workers(2)
        .batch(20)
        .localBatches(6)
        .progress(round -> {});
  }

  static Dataset<Row> rows(SparkSession spark, LabeledImages images, int partitions) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      rows.add(RowFactory.create(images.image(i), images.label(i)));
    }
    StructType schema =
        new StructType()
            .add("image", DataTypes.BinaryType, false)
            .add("label", DataTypes.IntegerType, false);
    return spark.createDataFrame(rows, schema).repartition(partitions);
  }
}
