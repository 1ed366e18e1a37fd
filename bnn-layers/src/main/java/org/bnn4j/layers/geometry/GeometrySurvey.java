package org.bnn4j.layers.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bnn4j.layers.internal.network.Topology;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Measures why a network with binary or ternary weights works, and where it does not: for every
 * layer with weights the statistics that Anderson and Berg found to matter.
 *
 * <pre>{@code
 * GeometryReport report = GeometrySurvey.of(network).run(test);
 * report.writeHtml(Path.of("geometry.html"));
 * }</pre>
 *
 * <p>Weights are looked at in full, inputs in samples: some hundred examples pass through the
 * network, and of each as many places of a kernel are drawn at random as there is room for. Numbers
 * are float64; the same seed gives the same ones. Memory is a few copies of the largest layer's
 * weights, the values of 50 examples at the widest place of the network, and up to 1 GiB for the
 * samples: if those of all layers do not fit into half of that, the examples pass through the
 * network several times.
 *
 * <p>Products are measured of dense layers and convolutions of images; of others, such as recurrent
 * layers, the weights alone.
 *
 * <p>Immutable: the methods that set something return a new object.
 *
 * @see <a href="https://arxiv.org/abs/1705.07199">Anderson and Berg 2018, The High-Dimensional
 *     Geometry of Binary Neural Networks</a>
 */
public final class GeometrySurvey {

  private final Topology network;
  private final SurveySettings settings;

  private GeometrySurvey(Topology network, SurveySettings settings) {
    this.network = network;
    this.settings = settings;
  }

  /**
   * Surveys a network.
   *
   * @throws IllegalStateException if it is not initialized
   */
  public static GeometrySurvey of(MultiLayerNetwork network) {
    return of(Topology.of(network));
  }

  /**
   * Surveys a graph with one input.
   *
   * @throws IllegalStateException if it is not initialized
   */
  public static GeometrySurvey of(ComputationGraph network) {
    return of(Topology.of(network));
  }

  private static GeometrySurvey of(Topology network) {
    return new GeometrySurvey(network, SurveySettings.of(SurveyedLayer.usualMode(network)));
  }

  /** Sets what to compare. Default: latent weights, if the network has any. */
  public GeometrySurvey mode(GeometryMode mode) {
    return with(settings.withMode(mode));
  }

  /**
   * Sets how many examples pass through the network. Default: 500.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public GeometrySurvey examples(int examples) {
    return with(settings.withExamples(atLeastOne("examples", examples)));
  }

  /**
   * Sets how many inputs of a layer are looked at, at most. Default: 4096; fewer where the fan-in
   * is above 4096.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public GeometrySurvey rows(int rows) {
    return with(settings.withRows(atLeastOne("rows", rows)));
  }

  /** Sets the seed of everything drawn at random. Default: 1. */
  public GeometrySurvey seed(long seed) {
    return with(settings.withSeed(seed));
  }

  /** Sets the limits by which layers are judged. */
  public GeometrySurvey rules(VerdictRules rules) {
    return with(settings.withRules(rules));
  }

  /**
   * Tries binary weights in other coordinates as well, see {@link Probe}: every layer rotated, and
   * the first one whitened, if its fan-in is at most 2048.
   */
  public GeometrySurvey probes() {
    return with(settings.withProbes());
  }

  /**
   * Gives one layer at a time its other weights and measures the network's accuracy, see {@link
   * SwapTest}: layers with a batch normalization behind them, of a network with one output that
   * gives classes. It takes as many passes through the test data as there are such layers.
   *
   * @param train what statistics of batch normalizations are measured on, each time
   * @param batches minibatches of it to use, 1 or more
   * @param test labelled examples
   * @throws IllegalArgumentException if {@code batches} is less than 1
   */
  public GeometrySurvey swapTest(DataSetIterator train, int batches, DataSetIterator test) {
    atLeastOne("batches", batches);
    return with(settings.withSwap(new SurveySettings.Swap(train, batches, test)));
  }

  /** Sets what is told of the progress: before each layer, and at the end. Default: nobody. */
  public GeometrySurvey progress(SurveyProgress progress) {
    return with(settings.withProgress(progress));
  }

  private GeometrySurvey with(SurveySettings changed) {
    return new GeometrySurvey(network, changed);
  }

  private static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
    return value;
  }

  /**
   * Measures.
   *
   * @param data the iterator's preprocessor applies as in {@code fit}; it is reset before each
   *     pass, and passes once only if it does not support that
   * @throws DL4JInvalidConfigException if the network has no layer to measure in this mode
   * @throws DL4JInvalidInputException if there is no example, or if weights are NaN or infinite
   */
  public GeometryReport run(DataSetIterator data) {
    List<SurveyedLayer> layers =
        SurveyedLayer.of(network).stream().filter(layer -> layer.isFor(settings.mode())).toList();
    if (layers.isEmpty()) {
      throw new DL4JInvalidConfigException(
          settings.mode() == GeometryMode.LATENT
              ? "the network has no layer with latent weights; mode POSTHOC looks at float ones"
              : "the network has no float layer with weights; mode LATENT looks at quantized ones");
    }
    layers.forEach(SurveyedLayer::requireFinite);
    Optional<Swapping> swapping = settings.swap().map(swap -> new Swapping(network, swap));
    List<LayerGeometry> found = new ArrayList<>();
    long examples = 0;
    boolean once = !data.resetSupported();
    for (List<SurveyedLayer> group : InputSampler.groups(layers, settings, once)) {
      settings.progress().at(found.size(), layers.size(), "passing examples through the network");
      InputSampler sampler = new InputSampler(network, group, settings);
      examples = sampler.run(data);
      for (SurveyedLayer layer : group) {
        settings.progress().at(found.size(), layers.size(), layer.vertex().described());
        Optional<SwapTest> swap = swapping.flatMap(test -> test.swap(layer));
        LayerGeometry measured = layer.measure(sampler.take(layer), settings, swap);
        found.add(measured.with(settings.rules().judge(measured, settings.mode())));
      }
    }
    settings.progress().at(layers.size(), layers.size(), "done");
    return new GeometryReport(settings.mode(), examples, settings.seed(), found);
  }
}
