package org.bnn4j.layers.summary;

import static org.bnn4j.layers.summary.Counted.assertCounts;
import static org.bnn4j.layers.summary.Counted.assertRuns;
import static org.bnn4j.layers.summary.Counted.net;
import static org.bnn4j.layers.summary.Counted.product;
import static org.bnn4j.layers.summary.Counted.shape;
import static org.bnn4j.layers.summary.Counted.sign;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.weightnoise.QuantizedWeights;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layers of sequences against a count by hand: 7 time steps of 3 values. */
class SequencesTest {
  private static final InputType SEVEN = InputType.recurrent(3, 7);

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(2)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static RnnOutputLayer outputs() {
    return new RnnOutputLayer.Builder(LossFunction.MCXENT)
        .nOut(2)
        .activation(Activation.SOFTMAX)
        .build();
  }

  @SuppressWarnings("deprecation") // GravesBidirectionalLSTM
  private static Layer[] recurrent() {
    return new Layer[] {
      new LSTM.Builder().nOut(5).build(),
      new BinaryDense.Builder().nOut(4).build(),
      new SimpleRnn.Builder().nOut(4).build(),
      new Bidirectional(new LSTM.Builder().nOut(2).build()),
      new GravesLSTM.Builder().nOut(3).build(),
      new GravesBidirectionalLSTM.Builder().nOut(2).build(),
      outputs()
    };
  }

  @Test
  void quantizedWeightsInARecurrentLayer() {
    QuantizedWeights ternary = QuantizedWeights.ternary().only("RW");
    List<LayerSummary> layers =
        assertRuns(net(SEVEN, ternary.on(new LSTM.Builder().nOut(5)).build(), outputs()), SEVEN)
            .layers();
    assertCounts(
        layers.get(0), "LSTM", 32, 20, product(32, 32, 60, 7 * 60), product(32, 2, 100, 7 * 100));
  }

  @Test
  void recurrentLayers() {
    List<LayerSummary> layers = assertRuns(net(SEVEN, recurrent()), SEVEN).layers();
    assertCounts(
        layers.get(0), "LSTM", 32, 20, product(32, 32, 60, 7 * 60), product(32, 32, 100, 7 * 100));
    assertEquals(shape(5, 7), layers.get(0).outputShape());
    // A preprocessor makes a row of every time step, and the next one puts them together again.
    assertCounts(layers.get(1), "BinaryDense", 32, 0, product(32, 1, 20, 7 * 20));
    assertEquals(shape(4), layers.get(1).outputShape());
    assertCounts(
        layers.get(2),
        "SimpleRnn",
        32,
        4,
        product(32, 32, 16, 7 * 16),
        product(32, 32, 16, 7 * 16));
    assertCounts(
        layers.get(3),
        "Bidirectional(LSTM)",
        32,
        16,
        product(32, 32, 32, 7 * 32),
        product(32, 32, 16, 7 * 16),
        product(32, 32, 32, 7 * 32),
        product(32, 32, 16, 7 * 16));
    assertEquals(shape(4, 7), layers.get(3).outputShape());
    // The peepholes, 3 an output, are among the recurrent weights.
    assertCounts(
        layers.get(4), "GravesLSTM", 32, 12, product(32, 32, 48, 336), product(32, 32, 45, 315));
    assertCounts(
        layers.get(5),
        "GravesBidirectionalLSTM",
        32,
        16,
        product(32, 32, 24, 7 * 24),
        product(32, 32, 22, 7 * 22),
        product(32, 32, 24, 7 * 24),
        product(32, 32, 22, 7 * 22));
    assertCounts(layers.get(6), "RnnOutputLayer", 32, 2, product(32, 32, 4, 28));
  }

  @Test
  void aLengthThatIsNotKnown() {
    BnnSummary summary = BnnSummary.of(net(InputType.recurrent(3), recurrent()));
    BnnSummary seven = BnnSummary.of(net(SEVEN, recurrent()), SEVEN);
    assertEquals(seven.macs(), 7 * summary.macs());
    assertEquals(seven.parameters(), summary.parameters());
    assertTrue(summary.layers().stream().allMatch(layer -> layer.macScope() == MacScope.TIME_STEP));
    assertEquals(shape(5, -1), summary.layers().get(0).outputShape());
    List<String> lines = summary.toString().lines().toList();
    assertTrue(lines.get(2).matches("0 layer0 +LSTM +5x\\? .* 160/step"), lines.get(2));
    assertTrue(lines.get(lines.size() - 1).startsWith("/step: the length of"), lines.toString());
    assertFalse(seven.toString().contains("/step"));
  }

  @Test
  void channelsLast() {
    InputType type = InputType.recurrent(3, 7, RNNFormat.NWC);
    BnnSummary summary = assertRuns(net(type, new LSTM.Builder().nOut(5).build(), outputs()), type);
    assertEquals(shape(7, 5), summary.layers().get(0).outputShape());
    assertEquals(7 * 160 + 7 * 10, summary.macs());
  }

  @Test
  void theLastStepIsOne() {
    BnnSummary summary =
        assertRuns(
            net(SEVEN, new LastTimeStep(new SimpleRnn.Builder().nOut(5).build()), output()), SEVEN);
    assertCounts(
        summary.layers().get(0),
        "LastTimeStep(SimpleRnn)",
        32,
        5,
        product(32, 32, 15, 7 * 15),
        product(32, 32, 25, 7 * 25));
    assertCounts(summary.layers().get(1), "OutputLayer", 32, 2, product(32, 32, 10, 10));
  }

  @Test
  void aLayerForEveryStep() {
    BnnSummary summary =
        assertRuns(
            net(
                SEVEN,
                new TimeDistributed(new DenseLayer.Builder().nOut(4).build()),
                new GlobalPoolingLayer(PoolingType.MAX),
                output()),
            SEVEN);
    assertCounts(
        summary.layers().get(0), "TimeDistributed(DenseLayer)", 32, 4, product(32, 32, 12, 84));
    assertEquals(shape(4), summary.layers().get(1).outputShape());
    assertCounts(summary.layers().get(2), "OutputLayer", 32, 2, product(32, 32, 8, 8));
  }

  @Test
  void convolutionsOverTime() {
    BnnSummary summary =
        assertRuns(
            net(
                SEVEN,
                new Convolution1D.Builder(3, 1).nOut(5).build(),
                new Subsampling1DLayer.Builder(SubsamplingLayer.PoolingType.MAX, 2, 2).build(),
                outputs()),
            SEVEN);
    assertCounts(summary.layers().get(0), "Convolution1DLayer", 32, 5, product(32, 32, 45, 5 * 45));
    assertEquals(shape(5, 2), summary.layers().get(1).outputShape());
    assertEquals(2 * 10, summary.layers().get(2).macs());
  }

  @Test
  void aSignInARecurrentLayer() {
    SimpleRnn rnn = new SimpleRnn.Builder().nOut(5).activation(new SignSTE()).build();
    BnnSummary summary = assertRuns(net(SEVEN, sign(), rnn, outputs()), SEVEN);
    assertCounts(
        summary.layers().get(1),
        "SimpleRnn",
        1,
        5,
        product(1, 32, 15, 105),
        product(1, 32, 25, 175));
    assertEquals(1, summary.layers().get(2).inputBits());
  }

  @Test
  void embeddingsAreLookedUp() {
    InputType indices = InputType.feedForward(9);
    BnnSummary summary =
        BnnSummary.of(
            net(
                indices,
                new EmbeddingSequenceLayer.Builder().nOut(4).build(),
                new LSTM.Builder().nOut(3).build(),
                outputs()));
    assertCounts(summary.layers().get(0), "EmbeddingSequenceLayer", 32, 0, product(32, 32, 36, 0));
    assertEquals(shape(4, -1), summary.layers().get(0).outputShape());
    assertEquals(MacScope.TIME_STEP, summary.layers().get(1).macScope());
  }

  @Test
  void attentionIsNotKnown() {
    BnnSummary summary =
        assertRuns(
            net(
                SEVEN,
                new SelfAttentionLayer.Builder()
                    .nOut(2)
                    .nHeads(1)
                    .headSize(2)
                    .projectInput(true)
                    .build(),
                outputs()),
            SEVEN);
    assertEquals(MacScope.UNKNOWN, summary.layers().get(0).macScope());
    assertEquals(3 * 2 * 3 + 2 * 2, summary.layers().get(0).otherParameters());
  }
}
