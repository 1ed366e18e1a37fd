package org.bnn4j.layers.insight;

import java.util.Locale;
import org.slf4j.Logger;

/** Warns of latent weights that do not train well: once a parameter and kind. */
final class FlipWarnings {

  /**
   * From where on there is a warning.
   *
   * @param saturated share of the weights at the clip
   * @param still looks in a row without a flip
   * @param restless flip ratio at {@link #RESTLESS_LOOKS} looks in a row
   */
  record Exportable(double saturated, int still, double restless) {

    static final Exportable DEFAULT = new Exportable(0.5, 5, 0.1);

    Exportable saturated(double share) {
      return new Exportable(share, still, restless);
    }

    Exportable still(int looks) {
      return new Exportable(saturated, looks, restless);
    }

    Exportable restless(double ratio) {
      return new Exportable(saturated, still, ratio);
    }
  }

  static final int RESTLESS_LOOKS = 5;

  private final Logger log;
  private final Exportable limits;
  private int stillLooks;
  private int restlessLooks;
  private boolean saturationSaid;
  private boolean starvationSaid;
  private boolean restlessnessSaid;

  /** Warnings about one parameter. */
  FlipWarnings(Logger log, Exportable limits) {
    this.log = log;
    this.limits = limits;
  }

  /**
   * Judges a look.
   *
   * @param trains whether updates can change the weights at all
   */
  void judge(LatentRow row, LatentParameter latent, boolean trains) {
    if (row.saturated() > limits.saturated() && !saturationSaid) {
      saturationSaid = true;
      say(
          row,
          "%.1f%% of the latent weights are at the clip (|w| >= 0.999 * %s), above the limit of"
              + " %.1f%%: they take many updates to flip; lower the learning rate or widen the clip",
          100 * row.saturated(),
          latent.clip(),
          100 * limits.saturated());
    }
    stillLooks = row.flipRatio() == 0 && trains ? stillLooks + 1 : 0;
    if (stillLooks >= limits.still() && !starvationSaid) {
      starvationSaid = true;
      say(
          row,
          "no weight has flipped at the last %d looks, with a mean |w| of %.3g: gradients vanish, or"
              + " the learning rate is too low for weights of this size",
          stillLooks,
          row.meanMagnitude());
    }
    restlessLooks = row.flipRatio() > limits.restless() ? restlessLooks + 1 : 0;
    if (restlessLooks >= RESTLESS_LOOKS && !restlessnessSaid) {
      restlessnessSaid = true;
      say(
          row,
          "%.1f%% of the weights flipped since the last look, and more than %.1f%% at each of the"
              + " last %d looks: the training does not settle; lower the learning rate",
          100 * row.flipRatio(),
          100 * limits.restless(),
          restlessLooks);
    }
  }

  private void say(LatentRow row, String format, Object... values) {
    log.warn(
        "layer '{}', parameter '{}', epoch {}, iteration {}: {}",
        row.layer(),
        row.parameter(),
        row.epoch(),
        row.iteration(),
        String.format(Locale.ROOT, format, values));
  }
}
