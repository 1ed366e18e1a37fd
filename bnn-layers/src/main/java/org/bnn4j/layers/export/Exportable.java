package org.bnn4j.layers.export;

import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.QuantizedDense;
import org.bnn4j.layers.TernaryConv2D;
import org.bnn4j.layers.TernaryDense;
import org.bnn4j.layers.channelwise.RPReLU;
import org.bnn4j.layers.channelwise.RSign;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/**
 * What can be exported, and how: one entry for each class of layers, of other vertices of a graph,
 * and of preprocessors. To add one, write its translation and its entry here.
 */
final class Exportable {
  private static final TranslationTable<LayerTranslation<?>> LAYERS = new TranslationTable<>();
  private static final TranslationTable<VertexTranslation<?>> VERTICES = new TranslationTable<>();
  private static final TranslationTable<PreprocessorTranslation<?>> PREPROCESSORS =
      new TranslationTable<>();

  static {
    family(
        QuantizedDense.class,
        new DenseTranslation.Quantized(),
        List.of(BinaryDense.class, TernaryDense.class));
    family(
        QuantizedConv2D.class,
        new ConvolutionTranslation.Quantized(),
        List.of(BinaryConv2D.class, TernaryConv2D.class));
    family(
        BinaryDepthwiseConv2D.class,
        new DepthwiseTranslation(),
        List.of(BinaryDepthwiseConv2D.class));
    family(
        BinarySeparableConv2D.class,
        new SeparableTranslation(),
        List.of(BinarySeparableConv2D.class));
    layer(RSign.class, new RSignTranslation());
    layer(RPReLU.class, new RPReLUTranslation());
    layer(DenseLayer.class, new DenseTranslation.BuiltIn());
    layer(ConvolutionLayer.class, new ConvolutionTranslation.BuiltIn());
    layer(OutputLayer.class, new DenseTranslation.BuiltIn());
    layer(
        LossLayer.class,
        (translation, layer, input) ->
            translation.activation(layer.conf().getActivationFn(), input, layer.ref()));
    layer(BatchNormalization.class, new BatchNormTranslation());
    layer(
        ActivationLayer.class,
        (translation, layer, input) ->
            translation.activation(layer.conf().getActivationFn(), input, layer.ref()));
    layer(PReLULayer.class, new PReLUTranslation());
    layer(DropoutLayer.class, Exportable::nothing);
    layer(SubsamplingLayer.class, new SubsamplingTranslation());
    layer(GlobalPoolingLayer.class, new GlobalPoolingTranslation());
    layer(ZeroPaddingLayer.class, new ZeroPaddingTranslation());

    vertex(ElementWiseVertex.class, new SumTranslation(), "ElementWiseVertex with Add");
    vertex(MergeVertex.class, new MergeTranslation(), "MergeVertex");
    vertex(PreprocessorVertex.class, Exportable::preprocessed, "PreprocessorVertex");

    preprocessor(CnnToFeedForwardPreProcessor.class, new FlattenTranslation());
    preprocessor(FeedForwardToCnnPreProcessor.class, new ReshapeTranslation());
  }

  private Exportable() {}

  private static <L extends Layer> void layer(
      Class<L> type, LayerTranslation<? super L> translation) {
    LAYERS.put(type, translation);
  }

  private static <L extends Layer> void family(
      Class<L> type, LayerTranslation<? super L> translation, List<Class<? extends L>> members) {
    LAYERS.putFamily(type, translation, members);
  }

  private static <V extends GraphVertex> void vertex(
      Class<V> type, VertexTranslation<? super V> translation, String name) {
    VERTICES.put(type, translation, name);
  }

  private static <P extends InputPreProcessor> void preprocessor(
      Class<P> type, PreprocessorTranslation<? super P> translation) {
    PREPROCESSORS.put(type, translation);
  }

  /** A layer for training alone: dropout. */
  private static Value nothing(Translation translation, TrainedLayer<?> layer, Value input) {
    translation.reports().plain(layer.ref(), "nothing");
    return input;
  }

  private static Value preprocessed(
      Translation translation, PreprocessorVertex vertex, LayerRef ref, List<Value> inputs) {
    translation.reports().foldable(ref, "flattened");
    InputPreProcessor preprocessor = vertex.getPreProcessor();
    return preprocessor(preprocessor, ref).translate(preprocessor, inputs.get(0), ref.name(), ref);
  }

  /** The names of all layers and other vertices that can be exported. */
  static List<String> names() {
    return Stream.concat(LAYERS.names().stream(), VERTICES.names().stream()).toList();
  }

  /**
   * The translation of a layer.
   *
   * @throws ExportException if there is none
   */
  @SuppressWarnings("unchecked") // an entry's translation takes the class of its key
  static LayerTranslation<Layer> layer(Layer conf, LayerRef ref) {
    return (LayerTranslation<Layer>) LAYERS.find(conf, "this type", ref);
  }

  /**
   * The translation of a vertex of a graph that is not a layer.
   *
   * @throws ExportException if there is none
   */
  @SuppressWarnings("unchecked") // an entry's translation takes the class of its key
  static VertexTranslation<GraphVertex> vertex(GraphVertex conf, LayerRef ref) {
    return (VertexTranslation<GraphVertex>) VERTICES.find(conf, "this vertex", ref);
  }

  /**
   * The translation of a preprocessor.
   *
   * @param ref the layer that it belongs to
   * @throws ExportException if there is none
   */
  @SuppressWarnings("unchecked") // an entry's translation takes the class of its key
  static PreprocessorTranslation<InputPreProcessor> preprocessor(
      InputPreProcessor preprocessor, LayerRef ref) {
    String what = "the preprocessor " + preprocessor.getClass().getSimpleName();
    return (PreprocessorTranslation<InputPreProcessor>) PREPROCESSORS.find(preprocessor, what, ref);
  }
}
