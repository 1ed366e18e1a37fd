package org.bnn4j.layers.geometry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.bnn4j.layers.geometry.Judgement.Code;
import org.bnn4j.layers.geometry.Judgement.Reason;

/**
 * The limits by which layers are judged.
 *
 * <p>{@link GeometryMode#POSTHOC}: safe is a layer with a median correlation of at least {@code
 * goodR}, a tenth percentile of at least {@code goodP10}, no more than {@code fewFlips}, a kurtosis
 * below {@code tame}, and a fan-in of at least {@code wide}; unsafe is one with a median
 * correlation below {@code poorR}, more than {@code manyFlips}, or a kurtosis of at least {@code
 * wild}; others call for caution, and the first and the last layer always do. {@link
 * GeometryMode#LATENT}: explained is a layer with a median correlation of at least {@code goodR},
 * not explained one below {@code poorR}.
 *
 * @param goodR median correlation, 0 to 1
 * @param poorR median correlation, 0 to goodR
 * @param goodP10 tenth percentile of the correlations, 0 to 1
 * @param fewFlips share of decisions that flip, 0 to 1
 * @param manyFlips the same, fewFlips to 1
 * @param tame kurtosis
 * @param wild kurtosis, at least tame
 * @param wide fan-in
 */
public record VerdictRules(
    double goodR,
    double poorR,
    double goodP10,
    double fewFlips,
    double manyFlips,
    double tame,
    double wild,
    long wide) {

  /** The default limits. */
  public static final VerdictRules DEFAULT =
      new VerdictRules(0.90, 0.75, 0.80, 0.15, 0.25, 6, 10, 100);

  /**
   * Exportable.
   *
   * @throws IllegalArgumentException if two contradict each other
   */
  public VerdictRules {
    if (!(poorR <= goodR && fewFlips <= manyFlips && tame <= wild)) {
      throw new IllegalArgumentException(
          "need poorR <= goodR, fewFlips <= manyFlips and tame <= wild, got %s and %s, %s and %s, %s and %s"
              .formatted(poorR, goodR, fewFlips, manyFlips, tame, wild));
    }
  }

  Judgement judge(LayerGeometry layer, GeometryMode mode) {
    if (layer.products().isEmpty()) {
      Reason why = new Reason(Code.NOT_MEASURED, layer.notMeasured().orElseThrow());
      return new Judgement(Verdict.UNKNOWN, List.of(why));
    }
    ProductStatistics products = layer.products().get();
    if (products.constant() == products.filters()) {
      Reason why = new Reason(Code.CONSTANT, "its products are the same for every input");
      return new Judgement(Verdict.UNKNOWN, List.of(why));
    }
    return mode == GeometryMode.LATENT ? latent(products) : posthoc(layer, products);
  }

  private Judgement latent(ProductStatistics products) {
    Verdict verdict =
        products.medianR() >= goodR
            ? Verdict.EXPLAINED
            : products.medianR() >= poorR ? Verdict.PARTLY : Verdict.NOT_EXPLAINED;
    return new Judgement(verdict, List.of(medianR(products)));
  }

  private static Reason medianR(ProductStatistics products) {
    return reason(
        Code.MEDIAN_R, "the median correlation of its products is %.2f", products.medianR());
  }

  private Judgement posthoc(LayerGeometry layer, ProductStatistics products) {
    List<Found> found = new ArrayList<>();
    double r = products.medianR();
    found.add(new Found(below(r, goodR, poorR), medianR(products)));
    Verdict p10 = products.p10R() >= goodP10 ? Verdict.SAFE : Verdict.CAUTION;
    found.add(
        new Found(
            p10,
            reason(Code.P10_R, "one output in ten has a correlation below %.2f", products.p10R())));
    products
        .flips()
        .ifPresent(
            flips ->
                found.add(
                    new Found(
                        flips > manyFlips
                            ? Verdict.UNSAFE
                            : flips > fewFlips ? Verdict.CAUTION : Verdict.SAFE,
                        reason(
                            Code.FLIPS,
                            "%.0f%% of the decisions behind its batch normalization flip",
                            100 * flips))));
    double kurtosis = layer.latents().kurtosis();
    found.add(
        new Found(
            kurtosis >= wild ? Verdict.UNSAFE : kurtosis >= tame ? Verdict.CAUTION : Verdict.SAFE,
            reason(Code.KURTOSIS, "the kurtosis of its weights is %.1f", kurtosis)));
    found.add(
        new Found(
            layer.fanIn() < wide ? Verdict.CAUTION : Verdict.SAFE,
            reason(Code.FAN_IN, "its fan-in is %.0f", layer.fanIn())));
    if (layer.first() || layer.last()) {
      String which = layer.first() ? "first" : "last";
      found.add(
          new Found(
              Verdict.CAUTION,
              new Reason(
                  Code.FIRST_OR_LAST,
                  "it is the " + which + " layer, of which correlations tell too little")));
    }
    Verdict worst = found.stream().map(Found::verdict).max(Comparator.naturalOrder()).orElseThrow();
    return new Judgement(
        worst, found.stream().filter(one -> one.verdict == worst).map(Found::reason).toList());
  }

  private static Verdict below(double r, double good, double poor) {
    return r >= good ? Verdict.SAFE : r >= poor ? Verdict.CAUTION : Verdict.UNSAFE;
  }

  private static Reason reason(Code code, String text, double number) {
    return new Reason(code, String.format(Locale.ROOT, text, number));
  }

  /** What one number says. */
  private record Found(Verdict verdict, Reason reason) {}
}
