package org.bnn4j.examples.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bnn4j.examples.benchmarks.Spread;

/** The results for people. */
final class MarkdownReport {
  private static final double MEGA = 1e6;

  private final Schedule schedule;
  private final StringBuilder text = new StringBuilder();

  MarkdownReport(Cpu cpu, Schedule schedule, Jdk peers, List<Jdk> jdks) {
    this.schedule = schedule;
    line("# Packed models beside their peers\n");
    line(
        "%s; it has %s and lacks %s. %s. Peers run on %s.",
        cpu.model(),
        String.join(", ", cpu.present()),
        String.join(", ", cpu.absent()),
        String.join(", ", jdks.stream().map(jdk -> "Java " + jdk.version()).toList()),
        peers);
    cpu.instructions().forEach(line -> line("- %s", line));
    line(
        "\n%d rounds of %d ms, in each of which all take turns; medians of the rounds, least to most in brackets. "
            + "p50 and p99 are of the calls of all rounds; the p99 of fewer than 100 is their longest. "
            + "Deeplearning4j runs batches of images in parts of 32, more take gigabytes.",
        schedule.rounds(), schedule.millis());
    line(
        "Start: from starting a fresh process to its first answer, its files in the system's cache. Memory: of the "
            + "process after that answer, and at most, with all batches. Heap: what a call of each batch allocates.");
  }

  /** Adds a net. */
  void add(NetResults net) throws IOException {
    line("\n## %s\n", net.net().layers());
    line("Untrained; %.1f million multiply-accumulates an image.", net.macs() / MEGA);
    for (int threads : schedule.threads()) {
      line("\n### Threads: %d\n", threads);
      speeds(net, threads);
      line("\nTimes as fast as:\n");
      ratios(net, threads);
    }
    line("\n### Files, memory, start\n");
    line("| | model, bytes | memory, MiB | at most, MiB | heap a call, bytes | start, ms | JVM |");
    line("| --- | ---: | ---: | ---: | ---: | ---: | --- |");
    for (Result result : net.results()) {
      if (result.contender().threads() == schedule.threads().get(0)) {
        line(
            "| %s | %,d | %.0f | %.0f | %s | %s | %s |",
            result.contender(),
            Files.size(result.contender().model()),
            result.startMiB().median(),
            result.peakMiB(),
            String.join(", ", result.allocated().values().stream().map(Object::toString).toList()),
            spread(result.startMillis()),
            String.join(" ", result.contender().flags()));
      }
    }
    line("\n### Verified\n");
    net.verification().findings().forEach((what, value) -> line("- %s: %s", what, value(value)));
    net.operators().forEach((name, operators) -> line("- %s runs %s", name, operators));
    net.limit().ifPresent(rate -> limit(net, rate));
  }

  private static String value(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.4g", number)
        : value.toString();
  }

  private void speeds(NetResults net, int threads) {
    List<Integer> batches = schedule.batches();
    StringBuilder head = new StringBuilder("| |");
    if (batches.contains(1)) {
      head.append(" batch 1: p50, us | p99, us |");
    }
    batches.forEach(batch -> head.append(" batch ").append(batch).append(": images/s |"));
    table(head.toString());
    List<Result> all = new ArrayList<>(net.packed(threads));
    all.addAll(net.peers(threads));
    for (Result result : all) {
      StringBuilder row = new StringBuilder("| " + result.contender().name() + " |");
      if (batches.contains(1)) {
        Timing single = result.timing(1);
        row.append(' ').append(number(single.percentileMicros(0.5))).append(" |");
        row.append(' ').append(number(single.percentileMicros(0.99))).append(" |");
      }
      for (int batch : batches) {
        row.append(' ').append(spread(Spread.of(result.timing(batch).rates()))).append(" |");
      }
      line("%s", row);
    }
  }

  private void ratios(NetResults net, int threads) {
    StringBuilder head = new StringBuilder("| | than |");
    schedule.batches().forEach(batch -> head.append(" batch ").append(batch).append(" |"));
    table(head.toString());
    for (Result packed : net.packed(threads)) {
      for (Result peer : net.peers(threads)) {
        StringBuilder row = new StringBuilder("| " + packed.contender().name() + " | ");
        row.append(peer.contender().name()).append(" |");
        for (int batch : schedule.batches()) {
          Spread ratio = Spread.ofRatios(packed.timing(batch).rates(), peer.timing(batch).rates());
          row.append(' ').append(spread(ratio)).append(" |");
        }
        line("%s", row);
      }
    }
  }

  private void limit(NetResults net, double rate) {
    line("\n### Limit in C, binary products on one core: %.0f G multiply-accumulates/s\n", rate);
    line("| one thread, the whole network | G multiply-accumulates/s, best round | share of it |");
    line("| --- | ---: | ---: |");
    for (Result packed : net.packed(1)) {
      double best = 0;
      for (int batch : schedule.batches()) {
        best = Math.max(best, Spread.of(packed.timing(batch).rates()).most());
      }
      double giga = best * net.macs() / 1e9;
      line("| %s | %.0f | %.2f |", packed.contender().name(), giga, giga / rate);
    }
  }

  private void table(String head) {
    long columns = head.chars().filter(c -> c == '|').count() - 1;
    line("%s", head);
    line("| --- |%s", " ---: |".repeat((int) columns - 1));
  }

  private static String spread(Spread spread) {
    return number(spread.median())
        + " ("
        + number(spread.least())
        + " to "
        + number(spread.most())
        + ")";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
