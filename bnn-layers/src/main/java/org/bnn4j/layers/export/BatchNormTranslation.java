package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.layers.internal.network.Layout;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * What Deeplearning4j's batch normalization does at inference, in its order, each step rounded to
 * single precision:
 *
 * <ol>
 *   <li>s = sqrt(v + eps), with v = (10^l)^2 where the layer keeps l = log10 of the standard
 *       deviation (its default), else the variance that it keeps;
 *   <li>((x - mean) / s) * gamma + beta. Locked gamma and beta are applied only where gamma is not
 *       1 and beta is not 0: the layer's own test.
 * </ol>
 *
 * A folded a * x + b would round differently and move signs, so the steps stay apart. They are
 * compared with the layer's own {@code activate}, bit by bit, before they are trusted.
 */
final class BatchNormTranslation implements LayerTranslation<BatchNormalization> {
  private static final int PROBES = 64;
  private static final int MAP_ROWS = 4;
  private static final int MAP_COLUMNS = 8;

  @Override
  public LayerInput reads(BatchNormalization conf) {
    return LayerInput.mapOrVector(conf.getCnn2DFormat());
  }

  @Override
  public Value translate(
      Translation translation, TrainedLayer<? extends BatchNormalization> layer, Value input) {
    int channels = input.shape().channels();
    if (layer.conf().getNOut() != channels) {
      throw layer
          .ref()
          .refuse("it is fed " + channels + " channels, and normalizes " + layer.conf().getNOut());
    }
    translation.reports().foldable(layer.ref(), "float arithmetic");
    return input.then(layer.name(), terms(layer, input.layout()));
  }

  /** The layer's arithmetic, after a comparison with the layer itself. */
  static List<Term> terms(TrainedLayer<? extends BatchNormalization> layer, Layout layout) {
    BatchNormalization conf = layer.conf();
    INDArray mean = layer.parameter(BatchNormalizationParamInitializer.GLOBAL_MEAN);
    List<Term> terms = new ArrayList<>();
    terms.add(new Term(Operation.SUBTRACT, Parameters.read(mean, "the mean", layer.ref())));
    terms.add(
        new Term(
            Operation.DIVIDE,
            Parameters.read(deviation(conf, layer), "the deviation", layer.ref())));
    if (!conf.isLockGammaBeta()) {
      terms.add(
          new Term(Operation.MULTIPLY, trained(layer, BatchNormalizationParamInitializer.GAMMA)));
      terms.add(new Term(Operation.ADD, trained(layer, BatchNormalizationParamInitializer.BETA)));
    } else if (conf.getGamma() != 1 && conf.getBeta() != 0) {
      terms.add(new Term(Operation.MULTIPLY, (float) conf.getGamma()));
      terms.add(new Term(Operation.ADD, (float) conf.getBeta()));
    }
    compare(new Channelwise(terms), layer, layout);
    return terms;
  }

  private static float[] trained(TrainedLayer<?> layer, String key) {
    return Parameters.read(layer.parameter(key), key, layer.ref());
  }

  private static INDArray deviation(BatchNormalization conf, TrainedLayer<?> layer) {
    INDArray variance;
    if (conf.isUseLogStd()) {
      INDArray log = layer.parameter(BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
      variance = Nd4j.valueArrayOf(log.shape(), 10.0, DataType.FLOAT);
      Transforms.pow(variance, log, false);
      variance.muli(variance);
    } else {
      variance = layer.parameter(BatchNormalizationParamInitializer.GLOBAL_VAR).dup();
    }
    return Transforms.sqrt(variance.addi(conf.getEps()), false);
  }

  private static void compare(Channelwise terms, TrainedLayer<?> layer, Layout layout) {
    int channels = terms.terms().get(0).operands().length;
    Random random = new Random(channels);
    float[] values = new float[PROBES * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(-2 * channels, 2 * channels + 1);
    }
    INDArray examples = examples(values, channels, layout);
    float[] expected =
        layout.innermost(layer.layer().activate(examples, false, LayerWorkspaceMgr.noWorkspaces()));
    for (int i = 0; i < values.length; i++) {
      float actual = terms.apply(values[i], i % channels);
      if (actual != expected[i]) {
        throw layer
            .ref()
            .refuse(
                "its arithmetic on this backend is not the one that is exported: for "
                    + values[i]
                    + " in channel "
                    + i % channels
                    + " it gives "
                    + expected[i]
                    + ", not "
                    + actual);
      }
    }
  }

  /** Vectors, or maps of as many pixels in all. */
  private static INDArray examples(float[] values, int channels, Layout layout) {
    if (!layout.isMap()) {
      return Nd4j.create(values, new long[] {PROBES, channels}, 'c');
    }
    Shape map = new Shape(MAP_ROWS, MAP_COLUMNS, channels);
    long maps = PROBES / (MAP_ROWS * MAP_COLUMNS);
    return layout.array(Nd4j.create(values, Layout.NHWC.shape(maps, map), 'c'));
  }
}
