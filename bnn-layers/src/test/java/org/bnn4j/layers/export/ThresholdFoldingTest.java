package org.bnn4j.layers.export;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.layers.internal.network.Layout;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every accumulator that can occur, against what Deeplearning4j's own layers make of it. */
class ThresholdFoldingTest {
  private static final float[] GAMMAS = {
    1, -1, 0, -0f, 0.37f, -0.37f, 1e-38f, -1e-38f, 1e-20f, -1e-20f, 1e30f, -1e30f
  };
  private static final float[] BETAS = {0, 0.25f, -0.25f, 1e-30f, -1e-30f, 1e30f, -1e30f};
  private static final float[] MEANS = {0, 0.5f, -3.25f};
  private static final float[] DEVIATIONS = {1e-3f, 0.7f, 30, 1e6f};

  /** What DL4J computes before a batch normalization: nothing, or scale and bias per channel. */
  private enum Before {
    NOTHING,
    BIAS,
    SCALE,
    SCALE_AND_BIAS
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 31, 64, 257})
  void sumsOfBits(int fanIn) {
    for (boolean useLogStd : new boolean[] {true, false}) {
      for (Before before : Before.values()) {
        List<float[]> channels = everyCombination();
        assertEqualBits(trained(channels, useLogStd), before, fanIn, 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Before.class)
  void sumsOfBytes(Before before) {
    int fanIn = 64;
    List<float[]> channels = new ArrayList<>();
    Random random = new Random(5);
    for (int channel = 0; channel < 20; channel++) {
      float mean = 4000 * (float) random.nextGaussian();
      channels.add(
          new float[] {(float) random.nextGaussian(), (float) random.nextGaussian(), mean, 2000});
    }
    channels.add(new float[] {0, 1, 0, 1});
    channels.add(new float[] {0, -1, 0, 1});
    channels.add(new float[] {1, 0, 255 * fanIn, 1});
    channels.add(new float[] {1, 0, -255 * fanIn, 1});
    channels.add(new float[] {-1, 0, 255 * fanIn - 1, 1});
    assertEqualBits(trained(channels, true), before, 255 * fanIn, 16);
  }

  /** DL4J applies locked values only where gamma is not 1 and beta is not 0. */
  @ParameterizedTest
  @CsvSource({"2, 0", "1, 0.5", "2, 0.5", "-2, 0.5", "-2, -0.5", "0, 0.5", "0, -0.5", "-1, 0"})
  void lockedGammaAndBeta(double gamma, double beta) {
    int channels = 5;
    BatchNormalization.Builder conf =
        new BatchNormalization.Builder().lockGammaBeta(true).gamma(gamma).beta(beta);
    Layer layer = layer(conf, channels);
    float[] means = {0, 0.5f, -3.25f, 40, -63.5f};
    layer.getParam("mean").assign(Nd4j.createFromArray(means));
    assertEqualBits(layer, Before.NOTHING, 64, 1);
  }

  private static List<float[]> everyCombination() {
    List<float[]> channels = new ArrayList<>();
    for (float gamma : GAMMAS) {
      for (float beta : BETAS) {
        for (float mean : MEANS) {
          for (float deviation : DEVIATIONS) {
            channels.add(new float[] {gamma, beta, mean, deviation});
          }
        }
      }
    }
    return channels;
  }

  private static Layer trained(List<float[]> channels, boolean useLogStd) {
    Layer layer = layer(new BatchNormalization.Builder().useLogStd(useLogStd), channels.size());
    for (int channel = 0; channel < channels.size(); channel++) {
      float[] values = channels.get(channel);
      layer.getParam("gamma").putScalar(channel, values[0]);
      layer.getParam("beta").putScalar(channel, values[1]);
      layer.getParam("mean").putScalar(channel, values[2]);
      if (useLogStd) {
        layer.getParam("log10stdev").putScalar(channel, (float) Math.log10(values[3]));
      } else {
        layer.getParam("var").putScalar(channel, values[3] * values[3]);
      }
    }
    return layer;
  }

  private static Layer layer(BatchNormalization.Builder conf, int channels) {
    return Trained.untrained(
            Trained.binary(channels), conf.build(), Trained.sign(), Trained.squaredHinge())
        .getLayer(1);
  }

  private static void assertEqualBits(Layer norm, Before before, int bound, int chunks) {
    int channels = (int) norm.getParam("mean").length();
    BatchNormalization conf = (BatchNormalization) norm.conf().getLayer();
    INDArray scales = row(1, channels, 0.05, 1.05);
    INDArray biases = row(2, channels, -5, 5);
    List<Term> terms = new ArrayList<>();
    if (before == Before.SCALE || before == Before.SCALE_AND_BIAS) {
      terms.add(new Term(Operation.MULTIPLY, scales.data().asFloat()));
    }
    if (before == Before.BIAS || before == Before.SCALE_AND_BIAS) {
      terms.add(new Term(Operation.ADD, biases.data().asFloat()));
    }
    terms.addAll(
        BatchNormTranslation.terms(
            new TrainedLayer<>(conf, norm, new LayerRef(1, "norm", "BatchNormalization")),
            Layout.VECTOR));
    assertTrue(ThresholdFolding.canFold(terms));
    Threshold folded = ThresholdFolding.fold(terms, channels, bound);

    int rows = 2 * bound + 1;
    int chunk = (rows + chunks - 1) / chunks;
    for (int first = 0; first < rows; first += chunk) {
      INDArray sums = sums(first - bound, Math.min(chunk, rows - first), channels);
      if (before == Before.SCALE || before == Before.SCALE_AND_BIAS) {
        sums.muliRowVector(scales);
      }
      if (before == Before.BIAS || before == Before.SCALE_AND_BIAS) {
        sums.addiRowVector(biases);
      }
      INDArray normed = norm.activate(sums, false, LayerWorkspaceMgr.noWorkspaces());
      compare(normed.dup('c').data().asFloat(), first - bound, folded);
    }
  }

  private static INDArray row(long seed, int length, double from, double to) {
    double[] values = new Random(seed).doubles(length, from, to).toArray();
    return Nd4j.createFromArray(values).castTo(DataType.FLOAT).reshape(1, length);
  }

  private static INDArray sums(int first, int rows, int channels) {
    return Nd4j.arange(first, first + rows)
        .castTo(DataType.FLOAT)
        .reshape(rows, 1)
        .broadcast(rows, channels)
        .dup('c');
  }

  private static void compare(float[] normed, int first, Threshold folded) {
    int channels = folded.thresholds().length;
    for (int i = 0; i < normed.length; i++) {
      int channel = i % channels;
      int sum = first + i / channels;
      int flip = Bits.get(folded.flips(), 0, channel);
      int bit = (sum >= folded.thresholds()[channel] ? 1 : 0) ^ flip;
      if (Float.isNaN(normed[i]) || bit != Bits.theta(normed[i])) {
        fail("channel " + channel + ", sum " + sum + " gives " + normed[i] + ", bit " + bit);
      }
    }
  }

  @Test
  void foldsEveryMonotoneOperation() {
    int bound = 20;
    for (List<Term> after :
        List.of(
            List.of(new Term(Operation.RELU)),
            List.of(new Term(Operation.LEAKY_RELU, 0.3f)),
            List.of(new Term(Operation.LEAKY_RELU, 0f)),
            List.of(new Term(Operation.HARD_TANH)),
            List.of(new Term(Operation.TANH)),
            List.of(new Term(Operation.SIGMOID), new Term(Operation.SUBTRACT, 0.6f)))) {
      List<Term> terms = new ArrayList<>();
      terms.add(new Term(Operation.MULTIPLY, 0.3f, -0.3f, 0.3f, -0.3f, 0));
      terms.add(new Term(Operation.ADD, 1.1f, 1.1f, -30f, -0.2f, 1));
      terms.addAll(after);
      assertTrue(ThresholdFolding.canFold(terms));
      Threshold folded = ThresholdFolding.fold(terms, 5, bound);
      Channelwise arithmetic = new Channelwise(terms);
      float[] values = new float[5 * (2 * bound + 1)];
      for (int i = 0; i < values.length; i++) {
        values[i] = arithmetic.apply(i / 5 - bound, i % 5);
      }
      compare(values, -bound, folded);
    }
    assertFalse(ThresholdFolding.canFold(List.of(new Term(Operation.LEAKY_RELU, -0.1f))));
  }
}
