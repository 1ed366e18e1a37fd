package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.layers.QuantizedDense;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a network into a graph, layer by layer, and writes down what became of each. */
final class NetworkTranslator {
  private static final Logger LOG = LoggerFactory.getLogger(BnnExporter.class);

  private static final String FOLDED = "folded into the next";

  private final MultiLayerNetwork network;
  private final InputNormalization normalization;
  private final GraphBuilder graph;
  private final List<LayerReport> reports = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * Whether the normalization is still to be applied: behind the first product, or before anything
   * else.
   */
  private boolean normalizationPending;

  /** The layer that put out what the next one is fed. */
  private LayerRef previous;

  NetworkTranslator(MultiLayerNetwork network, InputNormalization normalization, boolean bytes) {
    this.network = network;
    this.normalization = normalization;
    this.normalizationPending = !normalization.terms().isEmpty();
    this.graph =
        new GraphBuilder(
            new Edge(bytes ? EdgeKind.BYTE : EdgeKind.FLOAT, Shape.vector(inputs(network))));
  }

  /** Values of one example that a network takes, which {@link Limits} has checked. */
  static int inputs(MultiLayerNetwork network) {
    return network.getLayerWiseConfigurations().getConfs().stream()
        .map(NeuralNetConfiguration::getLayer)
        .filter(FeedForwardLayer.class::isInstance)
        .mapToInt(layer -> (int) ((FeedForwardLayer) layer).getNIn())
        .filter(inputs -> inputs > 0)
        .findFirst()
        .orElseThrow(
            () -> new ExportException("no layer of the network says how many inputs it has"));
  }

  Graph translate(List<String> labels) {
    for (int index = 0; index < network.getnLayers(); index++) {
      Layer conf = network.getLayerWiseConfigurations().getConf(index).getLayer();
      LayerRef ref = LayerRef.of(index, conf);
      translate(conf, network.getLayer(index), ref);
      previous = ref;
    }
    applyNormalization();
    if (graph.kind() == EdgeKind.BITS) {
      throw previous.refuse(
          "the network ends in a sign, which gives no scores; supported as the last layers are an "
              + "OutputLayer, or a LossLayer behind one with float values or integer sums");
    }
    try {
      return graph.build(labels);
    } catch (IllegalArgumentException e) {
      throw new ExportException(e.getMessage(), e);
    }
  }

  /** What became of every layer of the graph that was built. */
  ExportReport report(Graph built) {
    List<String> nodes = built.nodes().stream().map(Node::name).toList();
    List<LayerReport> finished = new ArrayList<>();
    for (LayerReport report : reports) {
      boolean stays = report.kind().equals(FOLDED) && nodes.contains(report.name());
      finished.add(stays ? report.becoming("float arithmetic") : report);
    }
    return new ExportReport(finished, warnings);
  }

  private void translate(Layer conf, org.deeplearning4j.nn.api.Layer layer, LayerRef ref) {
    if (conf instanceof QuantizedDense quantized) {
      quantizedDense(quantized, layer, ref);
    } else if (conf instanceof DenseLayer dense) {
      floatDense(dense.hasBias(), dense.getActivationFn(), layer, ref);
    } else if (conf instanceof OutputLayer output) {
      floatDense(output.hasBias(), output.getActivationFn(), layer, ref);
    } else if (conf instanceof BatchNormalization batchNorm) {
      applyNormalization();
      graph.arithmetic(ref.name(), BatchNormTerms.of(batchNorm, layer, ref));
      reports.add(LayerReport.without(ref, FOLDED));
    } else if (conf instanceof ActivationLayer activation) {
      activation(activation.getActivationFn(), ref);
      reports.add(LayerReport.without(ref, activation.getActivationFn().toString()));
    } else if (conf instanceof LossLayer loss) {
      activation(loss.getActivationFn(), ref);
      reports.add(LayerReport.without(ref, loss.getActivationFn().toString()));
    } else { // a DropoutLayer: it is for training alone
      reports.add(LayerReport.without(ref, "nothing"));
    }
  }

  private void quantizedDense(
      QuantizedDense conf, org.deeplearning4j.nn.api.Layer layer, LayerRef ref) {
    QuantizedRows rows = QuantizedRows.of(conf.quantizer(), layer, ref);
    PackedDense dense = rows.packed();
    List<Term> terms = new ArrayList<>();
    if (normalizationPending && graph.kind() == EdgeKind.BYTE && normalization.isUniform()) {
      terms.addAll(normalization.behindProduct(weightSums(dense)));
      normalizationPending = false;
    }
    applyNormalization();
    graph.sumsToFloats(ref.name());
    warnIfFedFloats(ref);
    String input = graph.kind().label();
    rows.scales().ifPresent(scales -> terms.add(new Term(Operation.MULTIPLY, scales)));
    if (conf.hasBias()) {
      terms.add(bias(layer, ref));
    }
    boolean last = terms.isEmpty() && isIdentity(conf.getActivationFn());
    graph.product(last ? ref.name() : ref.name() + ":product", dense);
    graph.arithmetic(ref.name(), terms);
    activation(conf.getActivationFn(), ref);
    long weights = (long) dense.outputs() * dense.fanIn();
    long bytes = 4L * dense.sign().words().length * dense.bitsPerWeight();
    reports.add(LayerReport.packed(ref, conf.quantizer().precision(), weights, bytes, input));
  }

  private static int[] weightSums(PackedDense dense) {
    BitMatrix sign = dense.sign();
    return IntStream.range(0, dense.outputs())
        .map(
            row ->
                2 * sign.count(row)
                    - dense.nonzero().map(mask -> mask.count(row)).orElse(dense.fanIn()))
        .toArray();
  }

  private void warnIfFedFloats(LayerRef ref) {
    if (graph.readsInput() || graph.kind() != EdgeKind.FLOAT) {
      return;
    }
    String warning =
        ref
            + " is fed real values by "
            + previous
            + ": it runs on floats, far slower than on bits. "
            + "Put an ActivationLayer(new SignSTE()) directly before it.";
    warnings.add(warning);
    LOG.warn(warning);
  }

  private void floatDense(
      boolean hasBias,
      IActivation activation,
      org.deeplearning4j.nn.api.Layer layer,
      LayerRef ref) {
    applyNormalization();
    INDArray w = layer.getParam(DefaultParamInitializer.WEIGHT_KEY);
    String input = graph.kind().label();
    boolean last = !hasBias && isIdentity(activation);
    graph.product(
        last ? ref.name() : ref.name() + ":product",
        new FloatDense((int) w.size(1), (int) w.size(0), Parameters.read(w, "a weight", ref)));
    if (hasBias) {
      graph.arithmetic(ref.name(), List.of(bias(layer, ref)));
    }
    activation(activation, ref);
    reports.add(LayerReport.floats(ref, w.length(), input));
  }

  private static Term bias(org.deeplearning4j.nn.api.Layer layer, LayerRef ref) {
    INDArray bias = layer.getParam(DefaultParamInitializer.BIAS_KEY);
    return new Term(Operation.ADD, Parameters.read(bias, "a bias", ref));
  }

  private void activation(IActivation activation, LayerRef ref) {
    if (isIdentity(activation)) {
      return;
    }
    applyNormalization();
    if (Activations.isSign(activation)) {
      graph.sign(ref.name());
    } else if (Activations.isSoftmax(activation)) {
      graph.softmax(ref.name());
    } else {
      graph.arithmetic(ref.name(), Activations.terms(activation, ref));
    }
  }

  private static boolean isIdentity(IActivation activation) {
    return activation instanceof ActivationIdentity;
  }

  private void applyNormalization() {
    if (normalizationPending) {
      graph.arithmetic("input:normalized", normalization.terms());
      normalizationPending = false;
    }
  }
}
