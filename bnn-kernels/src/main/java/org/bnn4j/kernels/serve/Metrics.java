package org.bnn4j.kernels.serve;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a server has done, in the text format of Prometheus, version 0.0.4. */
final class Metrics {
  static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Upper bounds of runs of the model, in microseconds. */
  private static final long[] BOUNDS = {
    25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000
  };

  private final long startMillis = System.currentTimeMillis();
  private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
  private final LongAdder[] runs = new LongAdder[BOUNDS.length + 1];
  private final LongAdder runNanos = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final AtomicInteger inFlight = new AtomicInteger();

  Metrics() {
    for (int i = 0; i < runs.length; i++) {
      runs[i] = new LongAdder();
    }
  }

  /** Counts an answer. */
  void count(String path, int status) {
    String labels = "{path=\"" + path + "\",status=\"" + status + "\"}";
    LongAdder counter = requests.get(labels);
    if (counter == null) {
      counter = requests.computeIfAbsent(labels, key -> new LongAdder());
    }
    counter.increment();
  }

  /** Counts a run of the model. */
  void run(int examples, long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos > 1000 * BOUNDS[bucket]) {
      bucket++;
    }
    runs[bucket].increment();
    runNanos.add(nanos);
    rows.add(examples);
  }

  /** Requests that wait or are worked on. */
  AtomicInteger inFlight() {
    return inFlight;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    head(text, "bnn_requests_total", "counter", "Requests answered.");
    new TreeMap<>(requests)
        .forEach((labels, counter) -> line(text, "bnn_requests_total" + labels, counter.sum()));
    head(text, "bnn_rows_total", "counter", "Examples classified.");
    line(text, "bnn_rows_total", rows.sum());
    head(text, "bnn_run_seconds", "histogram", "Time that the model took for a request.");
    long below = 0;
    for (int i = 0; i < runs.length; i++) {
      below += runs[i].sum();
      String bound = i < BOUNDS.length ? Double.toString(BOUNDS[i] / 1e6) : "+Inf";
      line(text, "bnn_run_seconds_bucket{le=\"" + bound + "\"}", below);
    }
    line(text, "bnn_run_seconds_sum", runNanos.sum() / 1e9);
    line(text, "bnn_run_seconds_count", below);
    head(text, "bnn_requests_in_flight", "gauge", "Requests that wait or are worked on.");
    line(text, "bnn_requests_in_flight", inFlight.get());
    head(text, "bnn_start_time_seconds", "gauge", "When the server started, since 1970.");
    line(text, "bnn_start_time_seconds", startMillis / 1e3);
    head(text, "bnn_heap_used_bytes", "gauge", "Heap in use.");
    Runtime runtime = Runtime.getRuntime();
    line(text, "bnn_heap_used_bytes", runtime.totalMemory() - runtime.freeMemory());
    return text.toString();
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help);
    text.append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append(name).append(' ').append(value).append('\n');
  }
}
