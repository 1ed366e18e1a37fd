package org.bnn4j.examples.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bnn4j.examples.benchmarks.MarkdownTable;
import org.bnn4j.examples.benchmarks.Spread;

/** The results for people: tables in Markdown. */
final class PeersPage {
  private static final double MEGA = 1e6;

  private final Schedule schedule;
  private final StringBuilder text = new StringBuilder();

  PeersPage(Cpu cpu, Schedule schedule, Jdk peers, List<Jdk> jdks) {
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
    text.append(
        MarkdownTable.head(
            List.of(
                "",
                "model, bytes",
                "memory, MiB",
                "at most, MiB",
                "heap a call, bytes",
                "start, ms",
                "JVM")));
    for (Result result : net.results()) {
      if (result.contender().threads() == schedule.threads().get(0)) {
        text.append(MarkdownTable.row(files(result)));
      }
    }
    line("\n### Verified\n");
    net.verification().findings().forEach((what, value) -> line("- %s: %s", what, value(value)));
    net.operators().forEach((name, operators) -> line("- %s runs %s", name, operators));
    net.limit().ifPresent(rate -> limit(net, rate));
  }

  private static String value(Object value) {
    return value instanceof Double number ? format("%.4g", number) : value.toString();
  }

  private static List<String> files(Result result) throws IOException {
    Contender contender = result.contender();
    return List.of(
        contender.toString(),
        format("%,d", Files.size(contender.model())),
        format("%.0f", result.startMiB().median()),
        format("%.0f", result.peakMiB()),
        String.join(", ", result.allocated().values().stream().map(Object::toString).toList()),
        spread(result.startMillis()),
        String.join(" ", contender.flags()));
  }

  private void speeds(NetResults net, int threads) {
    boolean single = schedule.batches().contains(1);
    List<String> head = new ArrayList<>(List.of(""));
    if (single) {
      head.addAll(List.of("batch 1: p50, us", "p99, us"));
    }
    schedule.batches().forEach(batch -> head.add("batch " + batch + ": images/s"));
    text.append(MarkdownTable.head(head));
    List<Result> all = new ArrayList<>(net.packed(threads));
    all.addAll(net.peers(threads));
    for (Result result : all) {
      List<String> row = new ArrayList<>(List.of(result.contender().name()));
      if (single) {
        row.add(number(result.timing(1).percentileMicros(0.5)));
        row.add(number(result.timing(1).percentileMicros(0.99)));
      }
      schedule.batches().forEach(b -> row.add(spread(Spread.of(result.timing(b).rates()))));
      text.append(MarkdownTable.row(row));
    }
  }

  private void ratios(NetResults net, int threads) {
    List<String> head = new ArrayList<>(List.of("", "than"));
    schedule.batches().forEach(batch -> head.add("batch " + batch));
    text.append(MarkdownTable.head(head));
    for (Result packed : net.packed(threads)) {
      for (Result peer : net.peers(threads)) {
        List<String> row =
            new ArrayList<>(List.of(packed.contender().name(), peer.contender().name()));
        for (int batch : schedule.batches()) {
          row.add(
              spread(Spread.ofRatios(packed.timing(batch).rates(), peer.timing(batch).rates())));
        }
        text.append(MarkdownTable.row(row));
      }
    }
  }

  private void limit(NetResults net, double rate) {
    line("\n### Limit in C, binary products on one core: %.0f G multiply-accumulates/s\n", rate);
    text.append(
        MarkdownTable.head(
            List.of(
                "one thread, the whole network",
                "G multiply-accumulates/s, best round",
                "share of it")));
    for (Result packed : net.packed(1)) {
      double best = 0;
      for (int batch : schedule.batches()) {
        best = Math.max(best, Spread.of(packed.timing(batch).rates()).most());
      }
      double giga = best * net.macs() / 1e9;
      text.append(
          MarkdownTable.row(
              List.of(
                  packed.contender().name(), format("%.0f", giga), format("%.2f", giga / rate))));
    }
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
    return format(value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
  }

  private void line(String format, Object... values) {
    text.append(format(format, values)).append('\n');
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
