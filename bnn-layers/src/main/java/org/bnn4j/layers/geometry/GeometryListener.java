package org.bnn4j.layers.geometry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bnn4j.layers.internal.files.AtomicFile;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.page.TrackPage;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Follows the geometry of a network while it trains: at the end of every epoch, each layer's mean
 * angle between weights before and after quantization, and the correlation of their products.
 *
 * <pre>{@code
 * network.addListeners(new GeometryListener(test).csv(Path.of("geometry.csv")).plot(Path.of("geometry.html")));
 * }</pre>
 *
 * <p>Some hundred examples pass through the network each time, the same ones and the same places of
 * kernels as far as the data does not change. Each option returns a changed copy that has seen
 * nothing yet; a listener follows one network.
 */
public final class GeometryListener extends BaseTrainingListener {
  private static final int EXAMPLES = 200;
  private static final int ROWS = 1000;

  private final DataSetIterator data;
  private final Optional<Path> csv;
  private final Optional<Path> plot;
  private final List<TrackedLayer> rows = new ArrayList<>();
  private boolean begun;

  /**
   * Looks at 200 examples at the end of each epoch.
   *
   * @param data not the iterator that the network is trained on: it is reset in between
   */
  public GeometryListener(DataSetIterator data) {
    this(data, Optional.empty(), Optional.empty());
  }

  private GeometryListener(DataSetIterator data, Optional<Path> csv, Optional<Path> plot) {
    this.data = data;
    this.csv = csv;
    this.plot = plot;
  }

  /**
   * Writes all rows into a CSV file as well, after each epoch anew. Where the file exists, the
   * training goes on in it: rows of epochs that the network has behind it stay. A file that cannot
   * be written ends the training with an UncheckedIOException, and so does one with other content,
   * which is left as it is.
   */
  public GeometryListener csv(Path file) {
    return new GeometryListener(data, Optional.of(file), plot);
  }

  /** Draws angles and correlations by epoch into a page of HTML as well, after each epoch anew. */
  public GeometryListener plot(Path file) {
    return new GeometryListener(data, csv, Optional.of(file));
  }

  /** What was seen so far, epoch after epoch, layers in the order of the network. */
  public synchronized List<TrackedLayer> rows() {
    return List.copyOf(rows);
  }

  @Override
  public synchronized void onEpochEnd(Model model) {
    int epoch = epochs(model);
    try {
      if (!begun && csv.isPresent()) {
        TrackCsv.read(csv.get()).stream().filter(row -> row.epoch() < epoch).forEach(rows::add);
      }
      begun = true;
      rows.addAll(look(model, epoch));
      if (csv.isPresent()) {
        AtomicFile.write(csv.get(), TrackCsv.text(rows).getBytes(StandardCharsets.UTF_8));
      }
      if (plot.isPresent()) {
        AtomicFile.write(plot.get(), TrackPage.of(rows).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** DL4J counts an epoch after it has told its listeners of the end. */
  private static int epochs(Model model) {
    return 1
        + (model instanceof ComputationGraph graph
            ? graph.getConfiguration().getEpochCount()
            : ((MultiLayerNetwork) model).getLayerWiseConfigurations().getEpochCount());
  }

  private List<TrackedLayer> look(Model model, int epoch) {
    Topology network = Topology.of(model);
    GeometryMode mode = SurveyedLayer.usualMode(network);
    SurveySettings settings = SurveySettings.of(mode).withExamples(EXAMPLES).withRows(ROWS);
    List<SurveyedLayer> layers =
        SurveyedLayer.of(network).stream().filter(layer -> layer.isFor(mode)).toList();
    InputSampler sampler = new InputSampler(network, layers, settings);
    sampler.run(data);
    return layers.stream().map(layer -> layer.track(sampler.take(layer), settings, epoch)).toList();
  }
}
