package org.bnn4j.layers.conversion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Nesterovs;

/** What a configuration says is carried over, and nothing is shared with the original. */
class BinarizationSettingsTest {

  /** Settings that differ from every default, as far as a layer of that kind may have them. */
  private static <T extends Layer.Builder<T>> T unusual(FeedForwardLayer.Builder<?> builder) {
    builder
        .weightInit(WeightInit.LECUN_NORMAL)
        .biasInit(0.25)
        .gainInit(0.5)
        .l1(1e-3)
        .l2Bias(1e-4)
        .updater(new Nesterovs(0.05, 0.8))
        .biasUpdater(new AdaGrad(0.02))
        .gradientNormalization(GradientNormalization.ClipL2PerParamType)
        .gradientNormalizationThreshold(0.75)
        .activation(Activation.SOFTSIGN)
        .dropOut(new GaussianNoise(0.3));
    @SuppressWarnings("unchecked")
    T result =
        (T)
            builder
                .constrainWeights(new MaxNormConstraint(2.5, 1))
                .constrainBias(new UnitNormConstraint(0))
                .name("unusual");
    return result;
  }

  /** Compares all fields that the two classes have in common. */
  private static void assertSettings(Layer expected, Layer actual) throws IllegalAccessException {
    List<String> compared = new ArrayList<>();
    for (Class<?> type = expected.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (type.isInstance(actual) && !Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          Object[] both = {field.get(expected), field.get(actual)};
          assertArrayEquals(new Object[] {both[0]}, new Object[] {both[1]}, field.getName());
          compared.add(field.getName());
        }
      }
    }
    assertTrue(compared.containsAll(List.of("layerName", "iUpdater", "nOut")), compared::toString);
  }

  @Test
  void denseLayer() throws IllegalAccessException {
    DenseLayer.Builder builder = unusual(new DenseLayer.Builder().hasBias(false));
    MultiLayerNetwork net =
        FloatNets.net(
            DataType.FLOAT, InputType.feedForward(4), builder.nOut(3).build(), FloatNets.softmax());
    Layer before = net.getLayer(0).conf().getLayer();
    Layer after = Binarization.of(net).binary("unusual").convert().getLayer(0).conf().getLayer();
    assertSettings(before, after);
    assertFalse(((BinaryDense) after).hasBias());
    Layer ternary = Binarization.of(net).ternary("unusual").convert().getLayer(0).conf().getLayer();
    assertSettings(before, ternary);
  }

  @Test
  void convolution() throws IllegalAccessException {
    ConvolutionLayer.Builder builder = unusual(new ConvolutionLayer.Builder(2, 3));
    ConvolutionLayer layer =
        builder
            .stride(3, 2)
            .padding(1, 2)
            .dilation(2, 3)
            .convolutionMode(ConvolutionMode.Strict)
            .cudnnAlgoMode(ConvolutionLayer.AlgoMode.NO_WORKSPACE)
            .nOut(3)
            .build();
    // 10 + 2 - 3 and 10 + 4 - 7 are multiples of the strides plus 0 and 1.
    InputType input = InputType.convolutional(10, 11, 2, CNN2DFormat.NHWC);
    MultiLayerNetwork net =
        FloatNets.net(
            DataType.FLOAT, input, layer, FloatNets.dense("dense", 3), FloatNets.softmax());
    MultiLayerNetwork ternary = Binarization.of(net).ternary(0).convert();
    assertSettings(layer(net, 0), layer(ternary, 0));
    assertEquals(
        net.getLayerWiseConfigurations().getInputPreProcessors(),
        ternary.getLayerWiseConfigurations().getInputPreProcessors());
  }

  @Test
  void separableConvolution() throws IllegalAccessException {
    SeparableConvolution2D.Builder builder = unusual(new SeparableConvolution2D.Builder(2, 2));
    SeparableConvolution2D layer = builder.depthMultiplier(3).hasBias(false).nOut(4).build();
    MultiLayerNetwork net =
        FloatNets.net(
            DataType.FLOAT,
            InputType.convolutional(4, 4, 2),
            layer,
            FloatNets.dense("dense", 3),
            FloatNets.softmax());
    MultiLayerNetwork binary = Binarization.of(net).binary(0).convert();
    assertSettings(layer(net, 0), layer(binary, 0));
    assertEquals(3, ((BinarySeparableConv2D) layer(binary, 0)).depthMultiplier());
  }

  @Test
  void paddingThatSameIgnoresIsNoHindrance() {
    Convolution2D layer = new Convolution2D();
    layer.setKernelSize(new int[] {3, 3});
    layer.setStride(new int[] {1, 1});
    layer.setPadding(new int[] {1, 1});
    layer.setConvolutionMode(ConvolutionMode.Same);
    layer.setNOut(3);
    layer.setWeightInitFn(WeightInit.XAVIER.getWeightInitFunction());
    layer.setActivationFn(Activation.IDENTITY.getActivationFunction());
    MultiLayerNetwork net =
        FloatNets.net(
            DataType.FLOAT,
            InputType.convolutional(5, 5, 2),
            layer,
            FloatNets.dense("dense", 3),
            FloatNets.softmax());
    INDArray x = FloatNets.gaussian(DataType.FLOAT, 1, 2, 2, 5, 5);
    INDArray weights = net.getParam("0_W");
    weights.assign(weights.gt(0).castTo(DataType.FLOAT).muli(2).subi(1));
    assertTrue(
        net.output(x).equalsWithEps(Binarization.of(net).binary(0).convert().output(x), 1e-5));
  }

  @Test
  void signsReplaceActivations() {
    MultiLayerNetwork net =
        FloatNets.net(
            DataType.FLOAT,
            InputType.feedForward(4),
            new DenseLayer.Builder().nOut(4).activation(Activation.RELU).build(),
            FloatNets.dense("dense", 4),
            new ActivationLayer.Builder()
                .activation(Activation.RELU)
                .dropOut(0.8)
                .name("relu")
                .build(),
            FloatNets.dense("last", 3),
            FloatNets.softmax());
    MultiLayerNetwork binary =
        Binarization.of(net).sign(0).binary("layer0", "last").sign("relu").convert();
    BinaryDense first = (BinaryDense) layer(binary, 0);
    assertEquals(new SignSTE(), first.getActivationFn());
    ActivationLayer sign = (ActivationLayer) layer(binary, 2);
    assertEquals(new SignSTE(), sign.getActivationFn());
    assertEquals(layer(net, 2).getIDropout(), sign.getIDropout());
    assertInstanceOf(DenseLayer.class, layer(binary, 1));
    assertEquals(
        Activation.RELU.getActivationFunction(), ((BaseLayer) layer(net, 0)).getActivationFn());
  }

  @Test
  void formsOfAConvertedNetworkAreEqual(@TempDir Path folder) throws IOException {
    MultiLayerNetwork binary = converted(FloatNets.trainedPerceptron());
    MultiLayerConfiguration conf = binary.getLayerWiseConfigurations();
    assertEquals(conf, MultiLayerConfiguration.fromJson(conf.toJson()));
    assertEquals(conf, MultiLayerConfiguration.fromYaml(conf.toYaml()));
    binary.fit(FloatNets.data());
    Path file = folder.resolve("net.zip");
    ModelSerializer.writeModel(binary, file.toFile(), true);
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
    binary.fit(FloatNets.data());
    restored.fit(FloatNets.data());
    assertEquals(binary.params(), restored.params());
  }

  @Test
  void networkWideSettingsAreKeptAndCountersBeginAnew() {
    MultiLayerNetwork net = FloatNets.trainedPerceptron();
    net.getLayerWiseConfigurations().setTrainingWorkspaceMode(WorkspaceMode.NONE);
    net.getLayerWiseConfigurations().setTbpttFwdLength(7);
    MultiLayerNetwork binary = converted(net);
    MultiLayerConfiguration conf = binary.getLayerWiseConfigurations();
    assertEquals(WorkspaceMode.NONE, conf.getTrainingWorkspaceMode());
    assertEquals(7, conf.getTbpttFwdLength());
    assertEquals(net.getLayerWiseConfigurations().getConf(3).getSeed(), conf.getConf(3).getSeed());

    MultiLayerNetwork transferred = new TransferLearning.Builder(net).build();
    assertEquals(25, net.getIterationCount());
    assertEquals(transferred.getIterationCount(), binary.getIterationCount());
    assertEquals(transferred.getEpochCount(), binary.getEpochCount());
    assertEquals(0, binary.getLayer(3).getIterationCount());
    assertEquals(0.0, binary.getUpdater().getStateViewArray().amaxNumber().doubleValue());
  }

  @Test
  void otherParametersAreCopiedAndTheOriginalStaysAsItIs() {
    MultiLayerNetwork net = FloatNets.trainedPerceptron();
    INDArray params = net.params().dup();
    INDArray state = net.getUpdater().getStateViewArray().dup();
    String json = net.getLayerWiseConfigurations().toJson();
    INDArray x = FloatNets.data().getFeatures();
    INDArray output = net.output(x);

    MultiLayerNetwork binary = converted(net);
    assertEquals(params, binary.params());
    assertTrue(binary.getParam("1_mean").amaxNumber().doubleValue() > 1, "real statistics");
    binary = Binarization.of(net).binary("dense2").latentMean(0.5).convert();
    for (String name : net.paramTable().keySet()) {
      boolean scaled = name.equals("3_W");
      assertEquals(!scaled, net.getParam(name).equals(binary.getParam(name)), name);
      assertNotSame(net.getParam(name), binary.getParam(name));
    }
    binary.setLearningRate(0.5);
    binary.fit(FloatNets.data());

    assertEquals(params, net.params());
    assertEquals(state, net.getUpdater().getStateViewArray());
    assertEquals(json, net.getLayerWiseConfigurations().toJson());
    assertEquals(output, net.output(x));
  }

  private static MultiLayerNetwork converted(MultiLayerNetwork net) {
    return Binarization.of(net).binary("dense2").ternary("dense3").sign("relu1", "relu2").convert();
  }

  private static Layer layer(MultiLayerNetwork net, int index) {
    return net.getLayer(index).conf().getLayer();
  }
}
