package org.bnn4j.layers.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The latent parameters of one network, from look to look. */
final class FollowedNetwork {

  private static final Logger log = LoggerFactory.getLogger(FlipRatioListener.class);

  /** A parameter, by the signs of its levels and by what it was warned of. */
  private record Followed(LevelSigns signs, FlipWarnings warnings) {}

  private final List<Followed> parameters;

  /** Takes the signs that the first look compares with. */
  FollowedNetwork(Model model, FlipWarnings.Exportable limits) {
    parameters =
        LatentParameter.of(model).stream()
            .map(latent -> new Followed(new LevelSigns(latent), new FlipWarnings(log, limits)))
            .toList();
    if (parameters.isEmpty()) {
      log.warn("no quantized layer of the network trains, so there are no flips to follow");
    }
  }

  /**
   * Compares with the last look, logs, and warns.
   *
   * @param updates updates of the network so far
   * @param epoch the epoch they ended in, counted from 0 as DL4J does
   */
  List<LatentRow> look(Model model, int updates, int epoch) {
    List<LatentParameter> latents = LatentParameter.of(model);
    if (latents.size() != parameters.size()) {
      throw new IllegalStateException(
          "the network has %d quantized weights that train and had %d: a listener follows one network"
              .formatted(latents.size(), parameters.size()));
    }
    List<LatentRow> rows = new ArrayList<>();
    for (int i = 0; i < latents.size(); i++) {
      LatentParameter latent = latents.get(i);
      LatentRow row = parameters.get(i).signs().look(latent, updates, epoch + 1);
      parameters.get(i).warnings().judge(row, latent, latent.trains(updates - 1, epoch));
      rows.add(row);
    }
    if (!rows.isEmpty()) {
      log.info("epoch {}, iteration {}: flip ratios {}", epoch + 1, updates, ratios(rows));
    }
    return rows;
  }

  private static String ratios(List<LatentRow> rows) {
    return rows.stream()
        .map(row -> String.format(Locale.ROOT, "%s %.3g", row.label(), row.flipRatio()))
        .collect(Collectors.joining(", "));
  }

  /** Updates that the network has counted. */
  static int updates(Model model) {
    return model instanceof MultiLayerNetwork network
        ? network.getIterationCount()
        : ((ComputationGraph) model).getIterationCount();
  }

  /** Epochs that the network has counted. */
  static int epochs(Model model) {
    return model instanceof MultiLayerNetwork network
        ? network.getEpochCount()
        : ((ComputationGraph) model).getEpochCount();
  }
}
