package org.bnn4j.layers.spark;

import java.time.Duration;
import java.util.Locale;

/**
 * How a training goes, after one round.
 *
 * @param epoch from 1
 * @param epochs of the whole training
 * @param number of the round in its epoch, from 1
 * @param rounds of an epoch
 * @param examples that all workers saw
 * @param loss mean over these
 * @param time that the round took
 * @param left estimate for the rest, by this run's rounds
 */
public record Round(
    int epoch,
    int epochs,
    int number,
    int rounds,
    long examples,
    double loss,
    Duration time,
    Duration left) {
  /** Whether an epoch is complete with it. */
  public boolean endsEpoch() {
    return number == rounds;
  }

  /** One line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "epoch %d/%d  round %d/%d  loss %.4f  %,d examples  %.1f s  %,d s left",
        epoch,
        epochs,
        number,
        rounds,
        loss,
        examples,
        time.toMillis() / 1e3,
        left.toSeconds());
  }
}
