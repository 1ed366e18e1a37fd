package org.bnn4j.layers.geometry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bnn4j.layers.internal.network.ForwardPass;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Passes examples through a network and draws the inputs of its layers. */
final class InputSampler {

  /** Examples that pass through at once. */
  private static final long PART = 50;

  /** Values of a layer's sample, at most. */
  private static final long VALUES = 1 << 24;

  /** Values of all samples that are held at once. */
  private static final long GROUP = 1 << 27;

  private final Topology network;
  private final SurveySettings settings;

  /** By the index of the vertex. */
  private final Map<Integer, Drawn> drawn = new HashMap<>();

  /**
   * What is drawn of a layer's inputs.
   *
   * @param each rows of an example
   */
  private record Drawn(InputDraw draw, int each, SampledInputs quantized, SampledInputs before) {}

  /**
   * The inputs of a layer.
   *
   * @param rows [rows, fanIn], DOUBLE
   * @param unquantized the same before their quantization, if there is one
   */
  record Sample(INDArray rows, Optional<INDArray> unquantized) {
    /** Gives back what lies outside the heap. */
    void close() {
      rows.close();
      unquantized.ifPresent(INDArray::close);
    }
  }

  InputSampler(Topology network, List<SurveyedLayer> layers, SurveySettings settings) {
    this.network = network;
    this.settings = settings;
    for (SurveyedLayer layer : layers) {
      layer
          .draw()
          .ifPresent(
              draw -> {
                int fanIn = (int) layer.fanIn();
                int most = most(layer, settings);
                int each = Math.max(1, most / settings.examples());
                drawn.put(
                    layer.vertex().index(),
                    new Drawn(
                        draw,
                        each,
                        new SampledInputs(fanIn, most),
                        new SampledInputs(fanIn, most)));
              });
    }
  }

  private static int most(SurveyedLayer layer, SurveySettings settings) {
    return (int) Math.max(1, Math.min(settings.rows(), VALUES / layer.fanIn()));
  }

  /**
   * Layers in groups, in their order, so that the samples of a group take little memory.
   *
   * @param together whether there may be one group only
   */
  static List<List<SurveyedLayer>> groups(
      List<SurveyedLayer> layers, SurveySettings settings, boolean together) {
    List<List<SurveyedLayer>> groups = new ArrayList<>();
    long values = Long.MAX_VALUE;
    for (SurveyedLayer layer : layers) {
      // Before and behind a quantization; a dense layer has a row of each example.
      boolean dense = layer.draw().filter(InputDraw.Dense.class::isInstance).isPresent();
      int rows = most(layer, settings);
      long own = 2 * layer.fanIn() * (dense ? Math.min(rows, settings.examples()) : rows);
      if (groups.isEmpty() || !together && values + own > GROUP) {
        groups.add(new ArrayList<>());
        values = 0;
      }
      groups.get(groups.size() - 1).add(layer);
      values += own;
    }
    return groups;
  }

  /**
   * Draws.
   *
   * @return how many examples passed
   * @throws DL4JInvalidInputException if there is none
   */
  long run(DataSetIterator data) {
    if (data.resetSupported()) {
      data.reset();
    }
    ForwardPass pass = new ForwardPass(network, drawn.keySet());
    long passed = 0;
    while (passed < settings.examples() && data.hasNext()) {
      DataSet batch = data.next();
      INDArray features = batch.getFeatures();
      long end = Math.min(features.size(0), settings.examples() - passed);
      for (long from = 0; from < end; from += PART) {
        INDArray part =
            features.get(NDArrayIndex.interval(from, Math.min(end, from + PART))).dup('c');
        run(pass, part, passed + from);
      }
      passed += end;
    }
    if (passed == 0) {
      throw new DL4JInvalidInputException("the data has no example to pass through the network");
    }
    return passed;
  }

  private void run(ForwardPass pass, INDArray features, long first) {
    ContinuousValues continuous = new ContinuousValues(network);
    pass.run(
        new INDArray[] {features},
        null,
        (vertex, inputs, examples) -> {
          Optional<INDArray> before = continuous.readBy(vertex);
          continuous.follow(vertex, inputs, examples);
          Drawn layer = drawn.get(vertex.index());
          if (layer == null) {
            return vertex.activate(inputs, examples, false);
          }
          INDArray read = inputs.get(0).dup();
          INDArray output = vertex.activate(inputs, examples, false); // refuses what does not fit
          Vertex.OfLayer of = (Vertex.OfLayer) vertex;
          draw(layer, of.prepared(read, examples), layer.quantized, vertex, first);
          before.ifPresent(
              values -> draw(layer, of.prepared(values, examples), layer.before, vertex, first));
          return output;
        });
  }

  /** The same part of the data has the same places in both. */
  private void draw(Drawn layer, INDArray read, SampledInputs to, Vertex vertex, long first) {
    long seed = (settings.seed() * 1_000_003 + vertex.index()) * 1_000_003 + first;
    int each = Math.min(layer.each, layer.draw.rowsOf(read));
    layer.draw.draw(read, each, new SplittableRandom(seed), to);
  }

  /** Hands over what was drawn of a layer's inputs, and forgets it; nothing if nothing was. */
  Optional<Sample> take(SurveyedLayer layer) {
    return Optional.ofNullable(drawn.remove(layer.vertex().index()))
        .map(
            one ->
                new Sample(
                    one.quantized.matrix(),
                    one.before.isEmpty() ? Optional.empty() : Optional.of(one.before.matrix())));
  }
}
