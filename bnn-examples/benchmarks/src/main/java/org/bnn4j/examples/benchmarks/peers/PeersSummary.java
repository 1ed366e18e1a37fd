package org.bnn4j.examples.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import org.bnn4j.examples.benchmarks.Spread;
import org.bnn4j.examples.experiments.support.ReportSection;
import org.bnn4j.examples.experiments.support.RunReport;

/** The results for programs: of every measurement median, least and most of the rounds. */
final class PeersSummary {
  private final RunReport report = new RunReport("Packed models beside their peers");
  private final Schedule schedule;

  PeersSummary(Cpu cpu, Schedule schedule) {
    this.schedule = schedule;
    report
        .section("processor")
        .put("model", cpu.model())
        .put("has", cpu.present())
        .put("lacks", cpu.absent())
        .put("instructions", cpu.instructions());
    report
        .section("schedule")
        .put("rounds", schedule.rounds())
        .put("milliseconds of a measurement", schedule.millis())
        .put("milliseconds of a warm-up", schedule.warmUpMillis())
        .put("starts", schedule.starts());
  }

  /** Adds a net. */
  void add(NetResults net) throws IOException {
    ReportSection section = report.section(net.net().name());
    section.put("layers", net.net().layers()).put("multiplyAccumulates", net.macs());
    net.limit().ifPresent(rate -> section.put("limit in C, G multiply-accumulates/s", rate));
    ReportSection verification = section.section("verification");
    net.verification().findings().forEach(verification::put);
    ReportSection operators = section.section("operators of ONNX Runtime");
    net.operators().forEach(operators::put);
    ReportSection contenders = section.section("contenders");
    for (Result result : net.results()) {
      describe(result, contenders.section(result.contender().toString()));
    }
    ReportSection ratios = section.section("times as fast: median, least, most of the rounds");
    for (int threads : schedule.threads()) {
      for (Result packed : net.packed(threads)) {
        ReportSection ours = ratios.section(packed.contender().toString());
        for (Result peer : net.peers(threads)) {
          ratios(packed, peer, ours.section(peer.contender().name()));
        }
      }
    }
  }

  private void describe(Result result, ReportSection section) throws IOException {
    Contender contender = result.contender();
    section
        .put("java", contender.jdk().version().toString())
        .put("flags", contender.flags())
        .put("modelBytes", Files.size(contender.model()))
        .put("peakMiB", result.peakMiB());
    if (contender.threads() == schedule.threads().get(0)) {
      section
          .put("startMillis", result.startMillis().values())
          .put("startMiB", result.startMiB().values());
    }
    for (int batch : schedule.batches()) {
      Timing timing = result.timing(batch);
      ReportSection ofBatch =
          section
              .section("batch " + batch)
              .put("imagesPerSecond", Spread.of(timing.rates()).values())
              .put("calls", timing.calls())
              .put("p50Micros", timing.percentileMicros(0.5))
              .put("p99Micros", timing.percentileMicros(0.99));
      if (contender.packed()) {
        ofBatch.put("heapBytesPerCall", result.allocated().get(batch));
      }
    }
  }

  private void ratios(Result packed, Result peer, ReportSection section) {
    for (int batch : schedule.batches()) {
      Spread ratio = Spread.ofRatios(packed.timing(batch).rates(), peer.timing(batch).rates());
      section.put("batch " + batch, ratio.values());
    }
  }

  /** The report, to be written. */
  RunReport report() {
    return report;
  }
}
