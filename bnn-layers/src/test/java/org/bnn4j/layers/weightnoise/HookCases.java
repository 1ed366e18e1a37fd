package org.bnn4j.layers.weightnoise;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bnn4j.layers.Nets;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks with one layer of each built-in type that asks a weight noise for its weights. */
final class HookCases {

  private static final Convolution3D.DataFormat LAST = Convolution3D.DataFormat.NDHWC;

  private HookCases() {}

  /** What an index of a parameter belongs to. */
  interface Outputs {
    /** Some number of the output that the weight at this index serves; below 0 for none. */
    long of(String key, long[] index);
  }

  /**
   * A layer, alone or before one that ends the network.
   *
   * @param wrapper what is put around the layer
   * @param input shape of a batch
   */
  record Case(
      String name,
      Supplier<BaseLayer.Builder<?>> builder,
      UnaryOperator<Layer> wrapper,
      InputType type,
      Outputs outputs,
      long... input) {

    /** The network, with the noise on the layer; null for none. */
    MultiLayerNetwork net(DataType dataType, IWeightNoise noise) {
      var list =
          new NeuralNetConfiguration.Builder()
              .seed(7)
              .dataType(dataType)
              .updater(new Sgd(0.1))
              .activation(Activation.TANH)
              .list();
      list.layer(wrapper.apply(builder.get().weightNoise(noise).build()));
      if (!name.contains("Output")) {
        list.layer(head());
      }
      MultiLayerNetwork net = new MultiLayerNetwork(list.setInputType(type).build());
      net.init();
      return net;
    }

    private Layer head() {
      if (type instanceof InputType.InputTypeConvolutional3D) {
        return new Cnn3DLossLayer.Builder(LAST).lossFunction(LossFunction.MSE).build();
      }
      boolean sequence = type instanceof InputType.InputTypeRecurrent && !name.contains("Last");
      return sequence
          ? new RnnOutputLayer.Builder().nOut(2).lossFunction(LossFunction.MSE).build()
          : new OutputLayer.Builder().nOut(2).lossFunction(LossFunction.MSE).build();
    }

    INDArray x(DataType dataType) {
      return Nets.uniform(dataType, 1, input);
    }

    INDArray labels(MultiLayerNetwork net, INDArray x) {
      return Nets.uniform(x.dataType(), 2, net.output(x).shape());
    }

    /** A parameter's key in the layer that it is of, or null if it is of another layer. */
    String key(String parameter) {
      if (!parameter.startsWith("0_")) {
        return null;
      }
      return parameter.substring(name.startsWith("Bidirectional") ? 3 : 2);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> all() {
    InputType vector = InputType.feedForward(4);
    InputType images = InputType.convolutional(6, 5, 3);
    InputType volumes = InputType.convolutional3D(LAST, 4, 5, 3, 3);
    Outputs columns = (key, index) -> index[1];
    Outputs rows = (key, index) -> index[0];
    LossFunction squared = LossFunction.MSE;
    return List.of(
        plain("Dense", () -> new DenseLayer.Builder().nOut(5), vector, columns, 6, 4),
        plain(
            "Output",
            () -> new OutputLayer.Builder().nOut(3).lossFunction(squared),
            vector,
            columns,
            6,
            4),
        plain(
            "CenterLossOutput",
            () -> new CenterLossOutputLayer.Builder().nOut(3).lossFunction(squared),
            vector,
            columns,
            6,
            4),
        recurrent("RnnOutput", () -> new RnnOutputLayer.Builder().nOut(3).lossFunction(squared)),
        recurrent("LSTM", () -> new LSTM.Builder().nOut(4)),
        recurrent("SimpleRnn", () -> new SimpleRnn.Builder().nOut(4)),
        graves(),
        recurrent("Bidirectional", () -> new LSTM.Builder().nOut(4), Bidirectional::new),
        recurrent("LastTimeStep", () -> new LSTM.Builder().nOut(4), LastTimeStep::new),
        recurrent("TimeDistributed", () -> new DenseLayer.Builder().nOut(4), TimeDistributed::new),
        plain(
            "Convolution", () -> new ConvolutionLayer.Builder(3, 2).nOut(4), images, rows, image()),
        plain(
            "Deconvolution",
            () -> new Deconvolution2D.Builder(3, 2).nOut(4),
            images,
            columns,
            image()),
        plain(
            "Depthwise",
            () -> new DepthwiseConvolution2D.Builder(3, 2).depthMultiplier(2),
            images,
            (key, index) -> index[2] * 100 + index[3],
            image()),
        plain(
            "Separable",
            () -> new SeparableConvolution2D.Builder(3, 2).depthMultiplier(2).nOut(4),
            images,
            (key, index) -> key.equals("W") ? index[1] * 100 + index[0] : index[0],
            image()),
        plain(
            "Convolution3D",
            () -> new Convolution3D.Builder().kernelSize(2, 3, 2).dataFormat(LAST).nOut(4),
            volumes,
            rows,
            volume()),
        plain(
            "Deconvolution3D",
            () -> new Deconvolution3D.Builder().kernelSize(2, 3, 2).dataFormat(LAST).nOut(4),
            volumes,
            (key, index) -> index[3],
            volume()));
  }

  private static long[] image() {
    return new long[] {2, 3, 6, 5};
  }

  private static long[] volume() {
    return new long[] {2, 4, 5, 3, 3};
  }

  private static Case plain(
      String name,
      Supplier<BaseLayer.Builder<?>> builder,
      InputType type,
      Outputs outputs,
      long... input) {
    return new Case(name, builder, UnaryOperator.identity(), type, outputs, input);
  }

  private static Case recurrent(String name, Supplier<BaseLayer.Builder<?>> builder) {
    return recurrent(name, builder, UnaryOperator.identity());
  }

  private static Case recurrent(
      String name, Supplier<BaseLayer.Builder<?>> builder, UnaryOperator<Layer> wrapper) {
    Outputs columns = (key, index) -> index[1];
    return new Case(name, builder, wrapper, InputType.recurrent(5, 6), columns, 3, 5, 6);
  }

  /** Its last three columns are peepholes. */
  @SuppressWarnings("deprecation") // DL4J deprecates it, and supports it.
  private static Case graves() {
    Outputs columns = (key, index) -> key.equals("RW") && index[1] >= 16 ? -1 : index[1];
    return new Case(
        "GravesLSTM",
        () -> new GravesLSTM.Builder().nOut(4),
        UnaryOperator.identity(),
        InputType.recurrent(5, 6),
        columns,
        3,
        5,
        6);
  }
}
