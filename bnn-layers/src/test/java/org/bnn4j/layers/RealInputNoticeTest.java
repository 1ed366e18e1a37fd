package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.internal.impl.QuantizedDenseLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.slf4j.LoggerFactory;

class RealInputNoticeTest {

  private static final String PACKAGE = QuantizedDenseLayer.class.getPackageName();
  private static final INDArray X = Nets.uniform(DataType.FLOAT, 1, 6, 4);
  private static final INDArray LABELS = Nets.oneHot(DataType.FLOAT, 3, 0, 1, 2, 0, 1, 2);

  private final Logger logger = (Logger) LoggerFactory.getLogger(PACKAGE);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Level levelBefore;

  @BeforeEach
  void listen() {
    log.start();
    levelBefore = logger.getLevel();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setAdditive(true);
    logger.setLevel(levelBefore);
  }

  private static BinaryDense binary() {
    return new BinaryDense.Builder().nIn(4).nOut(4).build();
  }

  private static Layer last() {
    return new TernaryDense.Builder().nIn(4).nOut(3).name("x").build();
  }

  private void fitTwice(Layer... between) {
    Layer[] layers = new Layer[between.length + 3];
    layers[0] = binary();
    System.arraycopy(between, 0, layers, 1, between.length);
    layers[between.length + 1] = last();
    layers[between.length + 2] = Nets.softmax();
    MultiLayerNetwork net = Nets.net(DataType.FLOAT, layers);
    net.fit(X, LABELS);
    net.fit(X, LABELS);
  }

  @Test
  void warnsOnceWhereANormalizationFollowsTheSign() {
    fitTwice(
        new ActivationLayer(new SignSTE()),
        new BatchNormalization.Builder().nIn(4).nOut(4).build());
    List<ILoggingEvent> events = log.list;
    assertEquals(1, events.size(), events::toString);
    assertEquals(Level.WARN, events.get(0).getLevel());
    String message = events.get(0).getFormattedMessage();
    assertTrue(message.contains("'x' (index 3)") && message.contains("SignSTE"), message);
  }

  @Test
  void namesTheKindOfLayer() {
    Layer first = new BinaryConv2D.Builder(2).nIn(2).nOut(3).build();
    Layer second = new BinarySeparableConv2D.Builder(2).nIn(3).nOut(4).build();
    MultiLayerNetwork net = Nets.net(DataType.FLOAT, first, second, Nets.imageLoss());
    net.fit(
        Nets.uniform(DataType.FLOAT, 1, 2, 2, 5, 5), Nets.uniform(DataType.FLOAT, 2, 2, 4, 3, 3));
    assertEquals(1, log.list.size(), log.list::toString);
    assertTrue(log.list.get(0).getLoggerName().endsWith(".BinarySeparableConv2DLayer"));
  }

  @Test
  void silentForSignsAndForTheFirstLayer() {
    fitTwice(new ActivationLayer(new SignSTE()));
    assertEquals(List.of(), log.list);
  }

  @Test
  void silentAtInference() {
    Nets.net(DataType.FLOAT, binary(), last()).output(X);
    assertEquals(List.of(), log.list);
  }

  @Test
  void graphsAreToldNotWarned() {
    var conf =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .addLayer("first", binary(), "in")
            .addLayer("sign", new ActivationLayer(new SignSTE()), "first")
            .addLayer("second", binary(), "sign")
            .addLayer("third", last(), "second")
            .addLayer("out", Nets.softmax(), "third")
            .setOutputs("out")
            .build();
    ComputationGraph graph = new ComputationGraph(conf);
    graph.init();
    graph.fit(new DataSet(X, LABELS));
    assertEquals(2, log.list.size(), log.list::toString);
    assertEquals(Level.INFO, log.list.get(0).getLevel());
    assertTrue(log.list.get(0).getFormattedMessage().contains("'first'"));
    assertTrue(log.list.get(1).getFormattedMessage().contains("'third'"));
  }
}
