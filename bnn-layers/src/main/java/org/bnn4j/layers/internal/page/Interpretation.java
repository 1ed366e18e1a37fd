package org.bnn4j.layers.internal.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bnn4j.layers.geometry.AngleStatistics;
import org.bnn4j.layers.geometry.InputSpectrum;
import org.bnn4j.layers.geometry.Judgement;
import org.bnn4j.layers.geometry.LayerGeometry;
import org.bnn4j.layers.geometry.Probe;
import org.bnn4j.layers.geometry.ProductStatistics;
import org.bnn4j.layers.geometry.SwapTest;

/** What the numbers of a layer say, in plain sentences. */
final class Interpretation {

  /** Beyond so many standard errors an angle is another than that of random weights. */
  private static final double SIGNIFICANT = 3;

  private Interpretation() {}

  static List<String> of(LayerGeometry layer) {
    List<String> sentences = new ArrayList<>();
    sentences.add(verdict(layer));
    layer.angles().ifPresent(angles -> sentences.add(angle(angles)));
    layer.products().ifPresent(products -> add(products, sentences));
    for (Probe probe : layer.probes()) {
      sentences.add(
          text(
              "%s, its weights would be turned by %.1f degrees, with r = %.2f.",
              capitalized(probe.kind().label()), probe.angle(), probe.r()));
    }
    layer.swap().ifPresent(swap -> sentences.add(swap(swap)));
    if (layer.withoutAngle() > 0) {
      sentences.add(
          text(
              "%d of %d outputs have weights of zero only.",
              layer.withoutAngle(), layer.outputs()));
    }
    if (layer.latents().duplicates() > 0) {
      sentences.add(
          text(
              "%d outputs have the signs of another one, all of them.",
              layer.latents().duplicates()));
    }
    if (layer.latents().saturated() > 0.5) {
      sentences.add(
          text(
              "%.0f%% of the latent weights are at the clip, where magnitudes say nothing.",
              100 * layer.latents().saturated()));
    }
    return sentences;
  }

  private static String verdict(LayerGeometry layer) {
    String because =
        layer.judgement().reasons().stream()
            .map(reason -> reason.text() + " [" + reason.code() + "]")
            .collect(Collectors.joining("; "));
    return meaning(layer.judgement()) + ": " + because + ".";
  }

  private static String meaning(Judgement judgement) {
    return switch (judgement.verdict()) {
      case EXPLAINED -> "The latent weights explain the quantized ones";
      case PARTLY -> "The latent weights explain the quantized ones in part";
      case NOT_EXPLAINED ->
          "The latent weights do not explain the quantized ones, which need not harm accuracy";
      case SAFE -> "Making this layer binary should cost little";
      case CAUTION -> "Making this layer binary may cost accuracy";
      case UNSAFE -> "Making this layer binary will cost accuracy, unless it is trained further";
      case UNKNOWN -> "Nothing can be said";
    };
  }

  private static String angle(AngleStatistics angles) {
    String found = text("Quantization turns the weights by %.1f degrees", angles.mean());
    double z = angles.zScore().orElse(0);
    if (angles.zScore().isEmpty()) {
      return found
          + text(
              "; random weights with as many zeros would be turned by %.1f.",
              angles.theory().mean());
    } else if (Math.abs(z) <= SIGNIFICANT) {
      return found + ", as random weights of this fan-in are.";
    }
    return found
        + text(
            ", random weights of this fan-in by %.1f: its magnitudes differ %s than those of normal weights.",
            angles.theory().mean(), z < 0 ? "less" : "more");
  }

  private static void add(ProductStatistics products, List<String> sentences) {
    sentences.add(
        text(
            "Inputs with their values shuffled give r = %.2f, the data %.2f.",
            products.permutedR(), products.r()));
    InputSpectrum spectrum = products.spectrum();
    sentences.add(
        text(
            "One direction holds %.0f%% of the input's variance; weights that do not know the input would have r = %.2f.",
            100 * spectrum.top1(), spectrum.nullR()));
    products
        .activationR()
        .ifPresent(
            r -> sentences.add(text("Quantizing the activations alone leaves r = %.2f.", r)));
    if (products.constant() > 0) {
      sentences.add(
          text("%d of %d outputs never change.", products.constant(), products.filters()));
    }
  }

  private static String capitalized(String label) {
    return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
  }

  private static String swap(SwapTest swap) {
    return text(
        "With its other weights, the network's accuracy is %.2f%% rather than %.2f%%: a change of %+.2f points, with a standard error of %.2f.",
        100 * swap.swapped(),
        100 * swap.accuracy(),
        100 * swap.change(),
        100 * swap.standardError());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
