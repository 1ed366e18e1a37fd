package org.bnn4j.layers.verification;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.export.ExportException;
import org.bnn4j.layers.export.Images;
import org.bnn4j.layers.export.Parity;
import org.bnn4j.layers.export.Trained;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

/** That a model of maps which is not the network's is found out, also where rounding is excused. */
class VerifyMapsTest {
  private static final Images IMAGES = Images.nchw(7, 6, 3);
  private static BnnExporter exporter;
  private static Graph graph;

  @BeforeAll
  static void export(@TempDir Path folder) throws IOException {
    ImagePreProcessingScaler scaler = new ImagePreProcessingScaler(-1, 1);
    MultiLayerNetwork network =
        Trained.on(
            IMAGES,
            scaler,
            new BinaryConv2D.Builder(3, 3).nOut(9).padding(1, 1).build(),
            norm(),
            sign(),
            new BinaryConv2D.Builder(3, 3).nOut(6).padding(1, 1).build(),
            new SubsamplingLayer.Builder(PoolingType.AVG)
                .kernelSize(2, 2)
                .stride(1, 1)
                .padding(1, 1)
                .build(),
            norm(),
            sign(),
            new ConvolutionLayer.Builder(2, 2).nOut(5).activation(Activation.TANH).build(),
            norm(),
            sign(),
            binary(Images.CLASSES),
            norm(),
            softmax());
    exporter = Parity.exporter(IMAGES, network).normalizer(scaler);
    graph = Parity.written(exporter, folder);
  }

  private static BnnModel with(String node, UnaryOperator<Op> change) {
    List<Node> nodes = new ArrayList<>(graph.nodes());
    int index = graph.indexOf(node);
    Node old = nodes.get(index);
    nodes.set(index, new Node(node, change.apply(old.op()), old.inputs()));
    return BnnModel.of(new Graph(nodes, graph.labels()));
  }

  private static void assertFound(String layer, BnnModel wrong) {
    Verification verification = exporter.verify(wrong, IMAGES.iterator());
    assertFalse(verification.agrees(), verification.toString());
    ParityException e = assertThrows(ParityException.class, verification::orThrow);
    assertTrue(e.getMessage().contains(layer), e.getMessage());
    long unexplained =
        verification.layers().stream()
            .filter(agreement -> agreement.layer().equals(layer))
            .mapToLong(LayerAgreement::unexplained)
            .sum();
    assertTrue(unexplained > 0, verification.toString());
  }

  @Test
  void acceptsTheModelThatWasWritten() {
    Verification verification = exporter.verify(BnnModel.of(graph), IMAGES.iterator()).orThrow();
    assertEquals(Images.COUNT, verification.equalClasses());
    assertEquals(
        List.of(
            "layer2", "layer3", "layer4", "layer5", "layer6", "layer8", "layer9", "layer10",
            "layer11", "layer12"),
        verification.layers().stream().map(LayerAgreement::layer).toList());
  }

  private static Op flipped(Op op, int output, int input) {
    PackedConv conv = (PackedConv) op;
    BitMatrix sign = conv.weights().sign();
    int[] words = sign.words().clone();
    words[output * sign.rowWords() + (input >>> 5)] ^= 1 << input;
    BitMatrix changed = new BitMatrix(sign.rows(), sign.columns(), words);
    return new PackedConv(conv.window(), PackedWeights.binary(changed), conv.input());
  }

  @Test
  void findsOneWrongWeight() {
    assertFound("layer2", with("layer0:product", op -> flipped(op, 4, 13)));
    assertFound("layer3", with("layer3", op -> flipped(op, 5, 70)));
  }

  @Test
  void findsAPaddingThatIsOffByAnInteger() {
    assertFound(
        "layer2",
        with(
            "layer0:product",
            op -> {
              PackedConv conv = (PackedConv) op;
              InputMap map = conv.input();
              return new PackedConv(
                  conv.window(), conv.weights(), new InputMap(map.scale(), map.offset(), 90));
            }));
  }

  @Test
  void findsAWindowThatIsOffByAPixel() {
    assertFound(
        "layer3",
        with(
            "layer3",
            op -> {
              PackedConv conv = (PackedConv) op;
              Window window = conv.window().padding(2, 0, 1, 1);
              return new PackedConv(window, conv.weights(), conv.input());
            }));
  }

  @Test
  void findsOneWrongFloatWeight() {
    assertFound(
        "layer8",
        with(
            "layer7:product",
            op -> {
              FloatConv conv = (FloatConv) op;
              float[] values = conv.weights().values().clone();
              values[17] += 0.01f;
              FloatWeights changed =
                  new FloatWeights(conv.weights().outputs(), conv.weights().fanIn(), values);
              return new FloatConv(conv.window(), changed);
            }));
  }

  @Test
  void readsFlatImagesAndRefusesOthers() {
    DataSet flat = IMAGES.all();
    flat.setFeatures(flat.getFeatures().reshape(Images.COUNT, IMAGES.shape().size()));
    assertEquals(
        exporter.verify(IMAGES.iterator()), exporter.verify(new ViewIterator(flat, 16)).orThrow());
    DataSet wrong = IMAGES.all();
    INDArray nhwc = wrong.getFeatures().permute(0, 2, 3, 1).dup('c');
    wrong.setFeatures(nhwc);
    ExportException e =
        assertThrows(ExportException.class, () -> exporter.verify(new ViewIterator(wrong, 16)));
    assertTrue(e.getMessage().contains("[16, 3, 7, 6]"), e.getMessage());
    assertTrue(e.getMessage().contains("[16, 7, 6, 3]"), e.getMessage());
  }
}
