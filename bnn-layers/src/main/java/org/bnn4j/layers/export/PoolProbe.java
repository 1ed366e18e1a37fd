package org.bnn4j.layers.export;

import java.util.Random;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.layers.internal.network.Layout;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares what a pooling layer computes with what is exported for it, bit by bit. Backends differ:
 * with oneDNN, dilated windows and windows that leave pixels out are not where they should be.
 */
record PoolProbe(Pooling pooling) {
  private static final int CHANNELS = 2;
  private static final int LARGEST = 1000;

  /**
   * Compares on one example of random whole numbers.
   *
   * @throws ExportException if there is a difference
   */
  void compare(TrainedLayer<?> layer, Value input, Shape output) {
    Layout layout = input.layout();
    Shape map = new Shape(input.shape().height(), input.shape().width(), CHANNELS);
    Random random = new Random(map.size());
    float[] values = new float[map.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(-LARGEST, LARGEST + 1);
    }
    INDArray example = Nd4j.create(values, Layout.NHWC.shape(1, map), 'c');
    INDArray pooled =
        layer.layer().activate(layout.array(example), false, LayerWorkspaceMgr.noWorkspaces());
    Layout pooledLayout = pooled.rank() == 4 ? layout : Layout.VECTOR;
    float[] expected = pooledLayout.innermost(pooled);
    int size = output.height() * output.width() * CHANNELS;
    if (expected.length != size) {
      throw layer.ref().refuse("it puts out " + expected.length + " values of a map, not " + size);
    }
    for (int i = 0; i < size; i++) {
      int pixel = i / CHANNELS;
      int y = pixel / output.width();
      float actual = pool(values, map, y, pixel % output.width(), i % CHANNELS);
      if (actual != expected[i]) {
        throw layer
            .ref()
            .refuse(
                "its arithmetic on this backend is not the one that is exported: in row "
                    + y
                    + " and column "
                    + pixel % output.width()
                    + " of its output it gives "
                    + expected[i]
                    + ", not "
                    + actual);
      }
    }
  }

  private float pool(float[] values, Shape map, int y, int x, int channel) {
    Window window = pooling.window();
    float sum = 0;
    float largest = Float.NEGATIVE_INFINITY;
    for (int tap = 0; tap < window.taps(); tap++) {
      int row = window.inputRow(y, tap / window.width());
      int column = window.inputColumn(x, tap % window.width());
      if (row >= 0 && row < map.height() && column >= 0 && column < map.width()) {
        float value = values[(row * map.width() + column) * CHANNELS + channel];
        sum += value;
        largest = Math.max(largest, value);
      }
    }
    if (pooling.type() == PoolingType.MAX) {
      return largest;
    }
    int inside = window.rows(y, map) * window.columns(x, map);
    return pooling.type() == PoolingType.SUM
        ? sum
        : sum / (pooling.countsPadding() ? window.taps() : inside);
  }
}
