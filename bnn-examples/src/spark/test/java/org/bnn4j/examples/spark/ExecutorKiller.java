package org.bnn4j.examples.spark;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;

/** Ends an executor's JVM when it has begun a task, the n-th of the whole cluster. */
public final class ExecutorKiller extends SparkListener {
  private final AtomicInteger tasks = new AtomicInteger();
  private final CountDownLatch lost = new CountDownLatch(1);
  private final int when;

  private ExecutorKiller(int when) {
    this.when = when;
  }

  /** Watches a session from now on. */
  public static ExecutorKiller atTask(int when, SparkSession spark) {
    ExecutorKiller killer = new ExecutorKiller(when);
    spark.sparkContext().addSparkListener(killer);
    return killer;
  }

  /** Whether the task was lost; Spark tells a little later than it goes on. */
  public boolean lostATask() throws InterruptedException {
    return lost.await(10, TimeUnit.SECONDS);
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    if (tasks.incrementAndGet() == when) {
      String executor = "--executor-id " + start.taskInfo().executorId() + " ";
      TestSpark.executors().stream()
          .filter(process -> process.info().commandLine().orElse("").contains(executor))
          .forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (!end.taskInfo().successful()) {
      lost.countDown();
    }
  }
}
