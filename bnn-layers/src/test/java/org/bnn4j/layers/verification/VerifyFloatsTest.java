package org.bnn4j.layers.verification;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.export.ExportException;
import org.bnn4j.layers.export.Trained;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

/** Networks that take any floats: what their rounding excuses, and what nothing does. */
class VerifyFloatsTest {
  private static final int ROWS = 100;

  private static DataSetIterator data(float[] values, int rows) {
    INDArray features = Nd4j.create(values, new long[] {rows, values.length / rows}, 'c');
    return new ViewIterator(new DataSet(features, Nd4j.zeros(DataType.FLOAT, rows, 10)), ROWS);
  }

  /** Sums of which most cancels are far from each other relative to their own size. */
  @Test
  void sumsThatCancelMayDiffer() {
    int inputs = 784;
    float[] values = new float[ROWS * inputs];
    Random random = new Random(5);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.exp(4 * random.nextGaussian()));
    }
    MultiLayerNetwork network =
        Trained.untrainedOf(inputs, binary(256), norm(), sign(), binary(10), norm(), softmax());
    Verification verification = BnnExporter.of(network).verify(data(values, ROWS)).orThrow();
    LayerAgreement first = verification.layers().get(0);
    assertTrue(first.rounding() > 0, verification.toString());
    assertTrue(first.maxDifference() > Verification.TOLERANCE, verification.toString());
  }

  @Test
  void aNormalizerIsTheSameBeforeItsFirstUse() {
    float[] values = new float[ROWS * 8];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 8 == 3 ? 7 : i * 37 % 101;
    }
    NormalizerStandardize normalizer = new NormalizerStandardize();
    normalizer.fit(data(values, ROWS));
    MultiLayerNetwork network = Trained.untrainedOf(8, binary(10), norm(), softmax());
    BnnExporter exporter = BnnExporter.of(network).normalizer(normalizer);
    exporter.verify(data(values, ROWS)).orThrow();
  }

  @Test
  void noDataIsNoAgreement() {
    MultiLayerNetwork network = Trained.untrainedOf(8, binary(10), norm(), softmax());
    DataSetIterator empty = new ExistingDataSetIterator(List.<DataSet>of());
    ExportException e =
        assertThrows(ExportException.class, () -> BnnExporter.of(network).verify(empty));
    assertEquals("there is nothing to verify: the data set has no examples", e.getMessage());
  }

  @Test
  void aNetworkWithoutParametersIsRefused() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            Trained.untrainedOf(8, binary(10), norm(), softmax()).getLayerWiseConfigurations());
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> BnnExporter.of(network).report());
    assertTrue(e.getMessage().contains("init()"), e.getMessage());
  }
}
