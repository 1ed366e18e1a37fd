package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.conv;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.bnn4j.layers.export.Trained.ternary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.TernaryDense;
import org.bnn4j.layers.activations.DoReFaActivation;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.activations.StochasticSign;
import org.bnn4j.layers.activations.TernarySTE;
import org.bnn4j.layers.channelwise.RPReLU;
import org.bnn4j.layers.channelwise.RSign;
import org.bnn4j.layers.quantizers.DoReFaQuantizer;
import org.bnn4j.layers.quantizers.SwishSign;
import org.bnn4j.layers.quantizers.TrainedTernaryQuantizer;
import org.bnn4j.layers.rotation.Rotation;
import org.bnn4j.layers.verification.LayerAgreement;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What each activation makes of sums is exported to the last bit. */
class ActivationParityTest {
  private static Layer activation(IActivation activation) {
    return new ActivationLayer(activation);
  }

  static Stream<Layer> activations() {
    return Stream.of(
        activation(new SignSTE(new SwishSign())),
        activation(new StochasticSign()),
        activation(new TernarySTE()),
        activation(new TernarySTE(0.3)),
        new RSign.Builder().build());
  }

  @ParameterizedTest
  @MethodSource("activations")
  void betweenConvolutions(Layer activation) {
    Images images = Images.nchw(6, 6, 2);
    MultiLayerNetwork network =
        Trained.classifier(
            images,
            conv(33),
            norm(),
            activation.clone(),
            conv(7),
            max(),
            norm(),
            activation.clone(),
            new BinaryDepthwiseConv2D.Builder(3, 3).padding(1, 1).padValue(0).build(),
            norm(),
            activation.clone());
    Parity.assertExact(images, network);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void betweenDenseLayers(Layer activation) {
    Images images = Images.flat(5, 6, 1);
    MultiLayerNetwork network =
        Trained.classifier(
            images,
            binary(35),
            norm(),
            activation.clone(),
            ternary(33),
            norm(),
            activation.clone());
    Parity.assertExact(images, network);
  }

  private static Layer max() {
    return new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build();
  }

  @Test
  void ternaryValuesArePooledAndFlattenedAsBits() {
    Images images = Images.nhwc(6, 6, 2);
    MultiLayerNetwork network =
        Trained.classifier(images, conv(9), norm(), activation(new TernarySTE(0.4)), max());
    List<String> compared = Parity.assertExact(images, network);
    assertTrue(
        compared.containsAll(
            List.of("layer2:sign1", "layer2:sign2", "layer3:sign1", "layer3:sign2")),
        compared.toString());
    assertFalse(compared.contains("layer2"), "its value itself is not needed");
  }

  /** The layer's own sums, scaled and shifted, must not take the name of its ternary values. */
  @Test
  void ternaryActivationsOfLayersThemselves() {
    DataNormalization standardize = new NormalizerStandardize();
    standardize.fit(Pixels.all());
    MultiLayerNetwork network =
        Trained.on(
            standardize,
            new TernaryDense.Builder().nOut(20).hasBias(true).activation(new TernarySTE()).build(),
            new TernaryDense.Builder().nOut(20).hasBias(true).activation(new TernarySTE()).build(),
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(10)
                .activation(Activation.SOFTMAX)
                .build());
    Verification verification =
        BnnExporter.of(network).normalizer(standardize).verify(Pixels.iterator()).orThrow();
    List<String> compared = verification.layers().stream().map(LayerAgreement::layer).toList();
    assertTrue(
        compared.containsAll(List.of("layer0:sign1", "layer0:sign2", "layer1:sign1", "layer1")),
        compared.toString());
  }

  @Test
  void aNetworkThatEndsInTernaryValuesIsRefused() {
    Images images = Images.flat(5, 6, 1);
    MultiLayerNetwork network =
        Trained.on(
            images,
            null,
            binary(Images.CLASSES),
            norm(),
            new LossLayer.Builder(LossFunction.MSE).activation(new TernarySTE()).build());
    BnnExporter exporter = Parity.exporter(images, network).byteInput();
    String message = assertThrows(ExportException.class, exporter::model).getMessage();
    assertTrue(message.contains("ends in a quantized activation"), message);
  }

  @Test
  void ternaryValuesOfSeveralPlanesOfWeights() {
    Images images = Images.flat(5, 6, 1);
    MultiLayerNetwork network =
        Trained.on(
            images,
            null,
            binary(35),
            norm(),
            activation(new TernarySTE()),
            new BinaryDense.Builder().nOut(20).quantizer(new DoReFaQuantizer(2)).build(),
            norm(),
            activation(new TernarySTE()),
            new TernaryDense.Builder()
                .nOut(Images.CLASSES)
                .quantizer(new TrainedTernaryQuantizer(0.1))
                .build(),
            norm(),
            softmax());
    Parity.assertExact(images, network);
  }

  /** A sum needs the values themselves. */
  @Test
  void ternaryResidual() {
    Images images = Images.nchw(5, 5, 1);
    ComputationGraph network =
        Trained.on(
            images,
            graph ->
                graph
                    .addLayer("conv", conv(6), "pixels")
                    .addLayer("norm", norm(), "conv")
                    .addLayer("act", activation(new TernarySTE()), "norm")
                    .addLayer("conv2", conv(6), "act")
                    .addLayer("norm2", norm(), "conv2")
                    .addVertex(
                        "sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "norm2", "act")
                    .addLayer("sign", sign(), "sum")
                    .addLayer("dense", binary(Images.CLASSES), "sign")
                    .addLayer("norm3", norm(), "dense")
                    .addLayer("loss", softmax(), "norm3")
                    .setOutputs("loss"));
    List<String> compared = Parity.assertExact(images, network);
    assertTrue(compared.containsAll(List.of("act", "act:sign1", "act:sign2")), compared.toString());
  }

  /** Two bits a value, a sign's twice the same. */
  @Test
  void ternaryValuesAreMergedAsBits() {
    Images images = Images.nchw(5, 5, 1);
    ComputationGraph network =
        Trained.on(
            images,
            graph ->
                graph
                    .addLayer("conv", conv(6), "pixels")
                    .addLayer("norm", norm(), "conv")
                    .addLayer("act", activation(new TernarySTE()), "norm")
                    .addLayer("sign", sign(), "norm")
                    .addVertex("both", new MergeVertex(), "act", "sign", "act")
                    .addLayer("dense", binary(Images.CLASSES), "both")
                    .addLayer("norm2", norm(), "dense")
                    .addLayer("loss", softmax(), "norm2")
                    .setOutputs("loss"));
    List<String> compared = Parity.assertExact(images, network);
    assertTrue(
        compared.containsAll(List.of("both:sign1", "both:sign2", "norm2")), compared.toString());
    assertFalse(compared.contains("both"), "its value itself is not needed");
    ExportReport report = Parity.exporter(images, network).byteInput().report();
    assertEquals(List.of(), report.warnings());
  }

  @Test
  void shiftedRectifierFoldsIntoThresholds() {
    Images images = Images.nchw(5, 5, 2);
    MultiLayerNetwork network =
        Trained.classifier(
            images,
            conv(6),
            norm(),
            new RPReLU.Builder().build(),
            new RSign.Builder().build(),
            conv(9),
            new RPReLU.Builder().slope(0).build(),
            norm(),
            new RSign.Builder().build());
    Parity.assertExact(images, network);
    ExportReport report = Parity.exporter(images, network).byteInput().report();
    assertEquals("folded into the next", report.layers().get(2).kind(), report.toString());
  }

  @Test
  void kBitActivationsStayFloats() {
    Images images = Images.flat(5, 6, 1);
    MultiLayerNetwork network =
        Trained.classifier(
            images,
            binary(20),
            norm(),
            activation(new DoReFaActivation(2)),
            binary(20),
            norm(),
            sign());
    BnnExporter exporter = Parity.exporter(images, network).byteInput();
    Verification verification = exporter.verify(images.iterator()).orThrow();
    LayerAgreement levels =
        verification.layers().stream().filter(l -> l.layer().equals("layer2")).findFirst().get();
    assertEquals(EdgeKind.FLOAT, levels.kind());
    assertEquals(levels.values(), levels.equal());
    assertTrue(exporter.report().warnings().get(0).contains("layer3"), "fed real values");
  }

  @Test
  void rotatedInput() {
    Images images = Images.flat(5, 6, 1);
    MultiLayerNetwork network =
        Trained.classifier(
            images,
            Rotation.hadamard("rotation", 30, 5),
            norm(),
            sign(),
            binary(20),
            norm(),
            sign());
    List<String> compared = Parity.assertExact(images, network);
    assertTrue(compared.contains("rotation"), compared.toString());
  }
}
