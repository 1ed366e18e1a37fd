package org.bnn4j.examples.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bnn4j.examples.benchmarks.speed.CLimit;

/** All contenders of one net, measured in turns. */
final class Match implements AutoCloseable {
  private final Schedule schedule;
  private final Optional<CLimit> limit;
  private final Path log;
  private final RoundProgress progress;
  private final List<WorkerProcess> workers = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();

  /**
   * Starts a process for each.
   *
   * @param log where their errors go
   */
  Match(
      List<Contender> contenders,
      Schedule schedule,
      Optional<CLimit> limit,
      Path log,
      RoundProgress progress)
      throws IOException {
    this.schedule = schedule;
    this.limit = limit;
    this.log = log;
    this.progress = progress;
    progress.phase("starts");
    try {
      for (Contender contender : contenders) {
        workers.add(new WorkerProcess(contender, log));
        results.add(new Result(contender));
        progress.step();
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Steps of progress in all. */
  static int steps(int contenders, Schedule schedule) {
    int perThreads = contenders / schedule.threads().size();
    return contenders
        + perThreads * schedule.starts()
        + contenders * schedule.batches().size() * (1 + schedule.rounds());
  }

  /** Compares the answers of all. */
  Verification verify(Models models) throws IOException {
    progress.phase("compares answers");
    return Verification.of(workers, models);
  }

  /** Measures them. */
  List<Result> run() throws IOException, InterruptedException {
    progress.phase("warms up");
    for (int batch : schedule.batches()) {
      for (WorkerProcess worker : workers) {
        worker.measure(batch, schedule.warmUpMillis());
        progress.step();
      }
    }
    for (int round = 0; round < schedule.rounds(); round++) {
      progress.phase("round " + (round + 1) + "/" + schedule.rounds());
      round();
    }
    for (int i = 0; i < workers.size(); i++) {
      results.get(i).setPeak(workers.get(i).peakMiB());
      if (workers.get(i).contender().packed()) {
        for (int batch : schedule.batches()) {
          results.get(i).addAllocated(batch, workers.get(i).allocated(batch));
        }
      }
    }
    close();
    progress.phase("starts fresh processes");
    for (int start = 0; start < schedule.starts(); start++) {
      start();
    }
    return results;
  }

  private void round() throws IOException, InterruptedException {
    for (int batch : schedule.batches()) {
      for (int i = 0; i < workers.size(); i++) {
        results.get(i).addRound(batch, workers.get(i).measure(batch, schedule.millis()));
        progress.step();
      }
    }
    if (limit.isPresent()) {
      limit.get().measure();
    }
  }

  /** Starts fresh processes, of the first number of threads only: others hardly differ. */
  private void start() throws IOException {
    for (Result result : results) {
      if (result.contender().threads() == schedule.threads().get(0)) {
        try (WorkerProcess worker = new WorkerProcess(result.contender(), log)) {
          result.addStart(worker);
        }
        progress.step();
      }
    }
  }

  /** Ends all processes. */
  @Override
  public void close() {
    workers.forEach(WorkerProcess::close);
    workers.clear();
  }
}
