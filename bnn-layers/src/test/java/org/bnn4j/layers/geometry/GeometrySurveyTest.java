package org.bnn4j.layers.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.TernaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.weightnoise.QuantizedWeights;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Whole networks. */
class GeometrySurveyTest {

  private static MultiLayerNetwork network(InputType input, Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().seed(3).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(input).build());
    network.init();
    return network;
  }

  private static Layer sign() {
    return new ActivationLayer(new SignSTE());
  }

  private static Layer loss() {
    return new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build();
  }

  private static DataSetIterator data(int batch, long... shape) {
    INDArray features =
        Draws.gaussian(5, (int) shape[0], (int) (ArrayUtil.prodLong(shape) / shape[0]));
    INDArray all = features.castTo(DataType.FLOAT).reshape(shape);
    List<DataSet> examples = new DataSet(all, Nd4j.zeros(shape[0], 2)).asList();
    return new ListDataSetIterator<>(examples, batch);
  }

  private static MultiLayerNetwork convolutions() {
    return network(
        InputType.convolutional(8, 8, 3),
        new BinaryConv2D.Builder(3, 3).nOut(6).convolutionMode(ConvolutionMode.Same).build(),
        new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build(),
        new BatchNormalization(),
        sign(),
        new BinaryConv2D.Builder(3, 3).nOut(7).padding(1, 1).padValue(1).build(),
        new BatchNormalization(),
        sign(),
        new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build(),
        new TernaryDense.Builder().nOut(5).build(),
        new BatchNormalization(),
        loss());
  }

  @Test
  void latentWeightsOfAConvolutionalNetwork() {
    GeometryReport report =
        GeometrySurvey.of(convolutions()).examples(40).rows(400).run(data(16, 60, 3, 8, 8));
    assertEquals(GeometryMode.LATENT, report.mode());
    assertEquals(40, report.examples());
    assertEquals(List.of(0, 4, 8), report.layers().stream().map(LayerGeometry::index).toList());
    LayerGeometry first = report.layers().get(0);
    assertEquals("BinaryConv2D", first.type());
    assertEquals(6, first.outputs());
    assertEquals(27, first.fanIn());
    assertTrue(first.first() && !first.last());
    ProductStatistics products = first.products().orElseThrow();
    assertEquals(400, products.rows(), "10 places of each of 40 images");
    assertTrue(products.flips().isPresent(), "the normalization behind the pool");
    assertTrue(products.activationR().isEmpty(), "its input is not quantized");
    assertEquals(0.8, products.medianR(), 0.1, "random weights, random input");
    assertEquals(36.2, first.angles().orElseThrow().mean(), 4);

    LayerGeometry second = report.layers().get(1);
    assertTrue(second.products().orElseThrow().activationR().orElseThrow() > 0.5);
    LayerGeometry last = report.layers().get(2);
    assertTrue(last.last());
    assertEquals(40, last.products().orElseThrow().rows(), "dense: one of each image");
    assertTrue(last.products().orElseThrow().activationR().isPresent(), "through pool and reshape");
    assertEquals(26, last.angles().orElseThrow().mean(), 4, "ternary");
    assertTrue(last.quantizer().contains("Ternary"), last.quantizer());
  }

  @Test
  void theSameSeedTheSameReport() {
    MultiLayerNetwork network = convolutions();
    GeometrySurvey survey = GeometrySurvey.of(network).examples(20).rows(100);
    GeometryReport one = survey.run(data(20, 20, 3, 8, 8));
    assertEquals(one, survey.run(data(20, 20, 3, 8, 8)));
    GeometryReport other = survey.seed(2).run(data(20, 20, 3, 8, 8));
    assertFalse(one.layers().equals(other.layers()), "another seed draws other places");
  }

  @Test
  void floatNetworksBeforeBinarization() {
    MultiLayerNetwork network =
        network(
            InputType.feedForward(150),
            new DenseLayer.Builder().nOut(120).activation(Activation.RELU).build(),
            new DenseLayer.Builder().nOut(120).activation(Activation.RELU).build(),
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .build());
    GeometryReport report = GeometrySurvey.of(network).run(data(50, 200, 150));
    assertEquals(GeometryMode.POSTHOC, report.mode());
    List<Verdict> verdicts =
        report.layers().stream().map(layer -> layer.judgement().verdict()).toList();
    assertFalse(verdicts.contains(Verdict.SAFE), "random weights: r is near 0.8, below 0.9");
    assertEquals(
        Judgement.Code.MEDIAN_R, report.layers().get(1).judgement().reasons().get(0).code());
    GeometryReport lenient =
        GeometrySurvey.of(network)
            .rules(new VerdictRules(0.5, 0.4, 0.3, 0.9, 1, 6, 10, 100))
            .run(data(50, 200, 150));
    assertEquals(Verdict.SAFE, lenient.layers().get(1).judgement().verdict());
    assertEquals(Verdict.CAUTION, lenient.layers().get(0).judgement().verdict(), "the first");
    assertEquals(Verdict.CAUTION, lenient.layers().get(2).judgement().verdict(), "the last");
  }

  @Test
  void graphsAndWhatIsNotSampled() {
    var conf =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .addLayer(
                "recurrent",
                new LastTimeStep(
                    QuantizedWeights.binary()
                        .on(new SimpleRnn.Builder().nOut(6))
                        .activation(Activation.TANH)
                        .build()),
                "in")
            .addLayer("one", new BinaryDense.Builder().nOut(6).build(), "recurrent")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "one", "recurrent")
            .addLayer("two", new BinaryDense.Builder().nOut(2).build(), "sum")
            .addLayer("loss", loss(), "two")
            .setOutputs("loss")
            .setInputTypes(InputType.recurrent(3, 4))
            .build();
    ComputationGraph graph = new ComputationGraph(conf);
    graph.init();
    GeometryReport report = GeometrySurvey.of(graph).run(data(10, 30, 3, 4));
    assertEquals(
        List.of("recurrent W", "recurrent RW", "one W", "two W"),
        report.layers().stream().map(layer -> layer.name() + " " + layer.parameter()).toList());
    LayerGeometry recurrent = report.layers().get(0);
    assertEquals(Optional.empty(), recurrent.products());
    assertEquals(Verdict.UNKNOWN, recurrent.judgement().verdict());
    assertTrue(recurrent.angles().isPresent());
    assertTrue(report.layers().get(3).last() && report.layers().get(3).products().isPresent());
    assertFalse(report.layers().get(2).last() || report.layers().get(2).first());
  }

  @Test
  void layersThatSayNothing() {
    MultiLayerNetwork network =
        network(
            InputType.feedForward(20),
            new BinaryDense.Builder().nOut(4).build(),
            sign(),
            new BinaryDense.Builder().nOut(2).build(),
            loss());
    network.getParam("0_W").assign(0);
    GeometryReport report = GeometrySurvey.of(network).run(data(8, 8, 20));
    LayerGeometry zero = report.layers().get(0);
    assertEquals(Optional.empty(), zero.angles());
    assertEquals(4, zero.withoutAngle());
    assertEquals(4, zero.products().orElseThrow().constant());
    assertEquals(Judgement.Code.CONSTANT, zero.judgement().reasons().get(0).code());
    GeometryReport one = GeometrySurvey.of(network).run(data(1, 1, 20));
    assertEquals(Verdict.UNKNOWN, one.layers().get(1).judgement().verdict(), "of one example");
  }

  @Test
  void refusals() {
    MultiLayerNetwork network =
        network(
            InputType.feedForward(20),
            new BinaryDense.Builder().nOut(2).name("dense").build(),
            loss());
    GeometrySurvey survey = GeometrySurvey.of(network);
    assertThrows(
        DL4JInvalidConfigException.class,
        () -> survey.mode(GeometryMode.POSTHOC).run(data(8, 8, 20)));
    DataSetIterator none = new ListDataSetIterator<>(List.of(), 5);
    assertThrows(DL4JInvalidInputException.class, () -> survey.run(none));
    assertThrows(IllegalArgumentException.class, () -> survey.examples(0));
    assertThrows(IllegalArgumentException.class, () -> survey.rows(0));
    assertThrows(
        IllegalArgumentException.class, () -> new VerdictRules(0.5, 0.6, 0, 0, 0, 0, 0, 0));
    network.getParam("0_W").putScalar(3, 1, Double.NaN);
    String message =
        assertThrows(DL4JInvalidInputException.class, () -> survey.run(data(8, 8, 20)))
            .getMessage();
    assertEquals("layer 0 'dense' (BinaryDense): its weights 'W' are NaN or infinite", message);
  }
}
