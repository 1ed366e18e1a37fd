package org.bnn4j.layers.weightnoise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bnn4j.layers.Nets;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Which built-in layers ask a weight noise for their weights, seen by running them. */
class HookedLayersTest {

  /** Writes down what it is asked for. */
  private static final class Witness implements IWeightNoise {

    private static final long serialVersionUID = 1L;

    private final Set<String> atInference = new TreeSet<>();
    private final Set<String> inTraining = new TreeSet<>();

    @Override
    public INDArray getParameter(
        Layer layer,
        String key,
        int iteration,
        int epoch,
        boolean train,
        LayerWorkspaceMgr workspaces) {
      (train ? inTraining : atInference).add(key);
      return layer.getParam(key);
    }

    @Override
    public Witness clone() {
      return this;
    }
  }

  static List<HookCases.Case> hooked() {
    return HookCases.all();
  }

  @ParameterizedTest
  @MethodSource("hooked")
  void ask(HookCases.Case one) {
    Witness witness = new Witness();
    MultiLayerNetwork net = one.net(DataType.FLOAT, witness);
    INDArray x = one.x(DataType.FLOAT);
    net.fit(x, one.labels(net, x));
    Set<String> weights =
        net.paramTable().keySet().stream()
            .map(one::key)
            .filter(key -> key != null && key.endsWith("W"))
            .collect(Collectors.toSet());
    assertTrue(witness.atInference.containsAll(weights), witness.atInference.toString());
    assertTrue(witness.inTraining.containsAll(weights), witness.inTraining.toString());
    BaseLayer conf = (BaseLayer) one.builder().get().build();
    assertEquals(weights, HookedLayers.layouts(conf.getClass(), weights, "here").keySet());
  }

  private record Ignoring(BaseLayer.Builder<?> builder, InputType type, INDArray x) {

    @Override
    public String toString() {
      return builder.getClass().getEnclosingClass().getSimpleName();
    }
  }

  @SuppressWarnings("deprecation") // What is deprecated ignores it, too.
  static Stream<Ignoring> ignoring() {
    InputType vector = InputType.feedForward(4);
    InputType sequence = InputType.recurrent(4, 5);
    INDArray vectors = Nets.uniform(DataType.FLOAT, 1, 3, 4);
    INDArray sequences = Nets.uniform(DataType.FLOAT, 1, 3, 4, 5);
    return Stream.of(
        new Ignoring(new ElementWiseMultiplicationLayer.Builder().nIn(4).nOut(4), vector, vectors),
        new Ignoring(new PReLULayer.Builder().inputShape(4), vector, vectors),
        new Ignoring(new BatchNormalization.Builder(), vector, vectors),
        new Ignoring(
            new EmbeddingLayer.Builder().nIn(4).nOut(4),
            vector,
            vectors.getColumns(0).gt(0).castTo(DataType.FLOAT)),
        new Ignoring(
            new EmbeddingSequenceLayer.Builder().nIn(4).nOut(4).inputLength(4),
            sequence,
            vectors.gt(0).castTo(DataType.FLOAT)),
        new Ignoring(new Convolution1DLayer.Builder(1).nOut(4), sequence, sequences),
        new Ignoring(new GravesBidirectionalLSTM.Builder().nOut(4), sequence, sequences));
  }

  @ParameterizedTest
  @MethodSource("ignoring")
  void doNotAsk(Ignoring one) {
    Witness witness = new Witness();
    boolean vectors = one.type instanceof InputType.InputTypeFeedForward;
    var list =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(one.builder.weightNoise(witness).build())
            .layer(
                vectors
                    ? new LossLayer.Builder(LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .build()
                    : new RnnLossLayer.Builder(LossFunction.MSE).build());
    MultiLayerNetwork net = new MultiLayerNetwork(list.setInputType(one.type).build());
    net.init();
    assertTrue(net.numParams() > 0);
    net.fit(one.x, net.output(one.x).dup());
    assertEquals(Set.of(), witness.atInference);
    assertEquals(Set.of(), witness.inTraining);
  }
}
