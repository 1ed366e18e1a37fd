package org.bnn4j.layers.export;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.types.Picture;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/** What an exporter was told. Each exporter has its own, which nobody changes any more. */
final class ExportSettings {
  /** May be null. */
  DataNormalization normalizer;

  List<String> labels = List.of();
  InputMode input = InputMode.BY_NORMALIZER;
  Optional<Shape> inputShape = Optional.empty();
  Optional<Picture> picture = Optional.empty();

  /** A changed copy. */
  ExportSettings with(Consumer<ExportSettings> change) {
    ExportSettings copy = new ExportSettings();
    copy.normalizer = normalizer;
    copy.labels = labels;
    copy.input = input;
    copy.inputShape = inputShape;
    copy.picture = picture;
    change.accept(copy);
    return copy;
  }
}
