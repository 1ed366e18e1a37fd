package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.dataset.api.preprocessor.VGG16ImagePreProcessor;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What cannot be exported is refused, and the message says what is in the way. */
class RefusalTest {
  private static ExportException refusal(MultiLayerNetwork network) {
    return assertThrows(ExportException.class, () -> BnnExporter.of(network).report());
  }

  private static void assertNames(ExportException refusal, String... parts) {
    for (String part : parts) {
      assertTrue(refusal.getMessage().contains(part), part + " in: " + refusal.getMessage());
    }
  }

  private static MultiLayerNetwork network(InputType input, Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().seed(1).list();
    Stream.of(layers).forEach(list::layer);
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(input).build());
    network.init();
    return network;
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }

  static Stream<Arguments> layerTypes() {
    LSTM lstm = new LSTM.Builder().nOut(4).name("memory").build();
    RnnOutputLayer rnnOutput =
        new RnnOutputLayer.Builder(LossFunction.MCXENT)
            .name("answers")
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .build();
    EmbeddingLayer embedding = new EmbeddingLayer.Builder().nIn(9).nOut(4).name("words").build();
    ElementWiseMultiplicationLayer factors =
        new ElementWiseMultiplicationLayer.Builder().nOut(8).name("factors").build();
    return Stream.of(
        arguments(network(InputType.recurrent(5, 7), lstm, rnnOutput), "layer 0 'memory' (LSTM)"),
        arguments(
            network(InputType.recurrent(5, 7), rnnOutput), "layer 0 'answers' (RnnOutputLayer)"),
        arguments(
            network(InputType.feedForward(9), embedding, output()),
            "layer 0 'words' (EmbeddingLayer)"),
        arguments(
            network(InputType.feedForward(5), binary(8), factors, output()),
            "layer 1 'factors' (ElementWiseMultiplicationLayer)"));
  }

  @ParameterizedTest
  @MethodSource("layerTypes")
  void layersOfOtherTypes(MultiLayerNetwork network, String layer) {
    assertNames(refusal(network), layer, "supported are BinaryDense, TernaryDense, ");
  }

  static Stream<IActivation> activations() {
    return Stream.of(
        new ActivationSELU(),
        new ActivationReLU(6.0, 0.0, 0.0),
        new ActivationReLU(0.0, 0.0, 0.0),
        new ActivationReLU(null, 0.5, 0.0),
        new ActivationReLU(null, 0.0, 0.1),
        Activation.SOFTPLUS.getActivationFunction());
  }

  @ParameterizedTest
  @MethodSource("activations")
  void otherActivations(IActivation activation) {
    DenseLayer dense =
        new DenseLayer.Builder().nOut(4).activation(activation).name("hidden").build();
    BinaryDense packed =
        new BinaryDense.Builder().nOut(4).activation(activation).name("hidden").build();
    ActivationLayer alone =
        new ActivationLayer.Builder().activation(activation).name("hidden").build();
    for (Layer layer : new Layer[] {dense, packed, alone}) {
      MultiLayerNetwork network = network(InputType.feedForward(6), binary(5), layer, output());
      assertNames(
          refusal(network),
          "layer 1 'hidden' (" + layer.getClass().getSimpleName() + ")",
          "the activation " + activation,
          "supported are SignSTE, StochasticSign, TernarySTE, DoReFaActivation, identity, ReLU");
    }
  }

  @Test
  void layerNormalization() {
    DenseLayer dense = new DenseLayer.Builder().nOut(4).hasLayerNorm(true).name("hidden").build();
    MultiLayerNetwork network = network(InputType.feedForward(6), dense, output());
    assertNames(refusal(network), "layer 0 'hidden' (DenseLayer)", "layer normalization");
  }

  @Test
  void doublePrecision() {
    MultiLayerNetwork network = Trained.untrained(binary(10), norm(), softmax());
    assertNames(refusal(network.convertDataType(DataType.DOUBLE)), "DOUBLE", "FLOAT");
  }

  @Test
  void normalizersOfOtherTypesAndWidths() {
    MultiLayerNetwork network = Trained.untrained(binary(10), norm(), softmax());
    DataNormalization vgg = new VGG16ImagePreProcessor();
    ExportException unknown =
        assertThrows(ExportException.class, () -> BnnExporter.of(network).normalizer(vgg).report());
    assertNames(
        unknown,
        "VGG16ImagePreProcessor",
        "ImagePreProcessingScaler, NormalizerStandardize and NormalizerMinMaxScaler");
    NormalizerStandardize narrow = new NormalizerStandardize();
    narrow.fit(new DataSet(Nd4j.rand(20, 63), Nd4j.ones(20, 1)));
    ExportException width =
        assertThrows(
            ExportException.class, () -> BnnExporter.of(network).normalizer(narrow).report());
    assertNames(width, "63 features", "takes 64");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0_W", "0_b", "1_gamma", "1_beta", "1_mean", "1_log10stdev", "3_W", "3_b"})
  void parametersThatAreNoNumbers(String parameter) {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      BinaryDense first = new BinaryDense.Builder().nOut(8).hasBias(true).build();
      MultiLayerNetwork network =
          network(InputType.feedForward(6), first, new BatchNormalization(), sign(), output());
      network.getParam(parameter).putScalar(0, bad);
      assertNames(
          refusal(network), "layer " + parameter.charAt(0), "at index 0", "training diverged?");
    }
  }

  @Test
  void endsInASign() {
    MultiLayerNetwork alone =
        network(
            InputType.feedForward(6),
            binary(4),
            new LossLayer.Builder(LossFunction.MSE).activation(new SignSTE()).name("bits").build());
    assertNames(
        refusal(alone),
        "layer 1 'bits' (LossLayer)",
        "ends in a quantized activation",
        "OutputLayer");
  }

  @Test
  void labelsOfAnotherNumber(@TempDir Path folder) {
    BnnExporter exporter =
        BnnExporter.of(Trained.untrained(binary(10), norm(), softmax())).labels("yes", "no");
    Path file = folder.resolve("digits.bnn");
    ExportException e = assertThrows(ExportException.class, () -> exporter.writeModel(file));
    assertNames(e, "2 labels for 10 outputs");
    assertFalse(Files.exists(file));
  }

  @Test
  void namesTheFirstOfTheLayersOnly() {
    EmbeddingLayer first = new EmbeddingLayer.Builder().nIn(5).nOut(4).build();
    EmbeddingLayer second = new EmbeddingLayer.Builder().nIn(4).nOut(3).build();
    ExportException e = refusal(network(InputType.feedForward(5), first, second, output()));
    assertEquals(
        List.of("layer 0 'layer0' (EmbeddingLayer)"), List.of(e.getMessage().split(":")[0]));
  }
}
