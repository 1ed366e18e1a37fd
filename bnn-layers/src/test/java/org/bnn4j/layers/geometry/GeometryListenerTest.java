package org.bnn4j.layers.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Angles and correlations of a training. */
class GeometryListenerTest {

  @TempDir Path folder;

  private static DataSetIterator data() {
    DataSet all =
        new DataSet(
            Draws.gaussian(1, 60, 20).castTo(DataType.FLOAT),
            Draws.gaussian(2, 60, 3).castTo(DataType.FLOAT));
    return new ListDataSetIterator<>(all.asList(), 20);
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.05))
                .list()
                .layer(new BinaryDense.Builder().nIn(20).nOut(8).name("a,b").build())
                .layer(new ActivationLayer(new SignSTE()))
                .layer(new BinaryDense.Builder().nIn(8).nOut(3).build())
                .layer(
                    new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build())
                .build());
    network.init();
    return network;
  }

  @Test
  void rowsAreThoseOfASurvey() {
    MultiLayerNetwork network = network();
    GeometryListener listener = new GeometryListener(data());
    network.setListeners(listener);
    network.fit(data(), 2);
    List<TrackedLayer> rows = listener.rows();
    assertEquals(List.of(1, 1, 2, 2), rows.stream().map(TrackedLayer::epoch).toList());
    assertEquals("layer2", rows.get(3).layer());
    GeometryReport now = GeometrySurvey.of(network).examples(200).rows(1000).run(data());
    for (int i = 0; i < 2; i++) {
      LayerGeometry layer = now.layers().get(i);
      assertEquals(layer.angles().orElseThrow().mean(), rows.get(2 + i).angle(), 1e-12);
      assertEquals(layer.products().orElseThrow().r(), rows.get(2 + i).r(), 1e-12);
      assertEquals(layer.products().orElseThrow().medianR(), rows.get(2 + i).medianR(), 1e-12);
    }
    assertTrue(rows.get(0).angle() != rows.get(2).angle(), "it trains");
  }

  @Test
  void filesGoOnWhereATrainingIsTakenUp() throws IOException {
    Path csv = folder.resolve("geometry.csv");
    Path plot = folder.resolve("geometry.html");
    MultiLayerNetwork network = network();
    network.setListeners(new GeometryListener(data()).csv(csv).plot(plot));
    network.fit(data(), 3);
    List<String> lines = Files.readAllLines(csv);
    assertEquals(7, lines.size());
    assertTrue(lines.get(1).startsWith("1,a_b,W,"), lines.get(1));
    assertTrue(Files.readString(plot).contains("Mean angle of the weights"));

    network.getLayerWiseConfigurations().setEpochCount(2); // as from a checkpoint
    GeometryListener again = new GeometryListener(data()).csv(csv);
    network.setListeners(again);
    network.fit(data(), 1);
    assertEquals(lines.subList(0, 5), Files.readAllLines(csv).subList(0, 5));
    assertEquals(7, Files.readAllLines(csv).size(), "the third epoch anew");
    assertEquals(6, again.rows().size());
  }

  @Test
  void otherFilesAreLeftAlone() throws IOException {
    Path csv = folder.resolve("other.csv");
    MultiLayerNetwork network = network();
    network.setListeners(new GeometryListener(data()).csv(csv));
    for (String content : List.of("a,b\n", TrackCsv.HEADER + "\n1,x\n")) {
      Files.writeString(csv, content);
      Exception e = assertThrows(UncheckedIOException.class, () -> network.fit(data(), 1));
      assertTrue(e.getMessage().contains("other.csv: line"), e.getMessage());
      assertEquals(content, Files.readString(csv));
    }
  }
}
