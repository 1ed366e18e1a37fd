package org.bnn4j.examples.spark;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Ends one executor's JVM when so many tasks of the whole cluster have ended well. */
public final class ExecutorKiller extends SparkListener {
  private final AtomicInteger tasks = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final int when;

  private ExecutorKiller(int when) {
    this.when = when;
  }

  /** Watches a session from now on. */
  public static ExecutorKiller after(int tasks, SparkSession spark) {
    ExecutorKiller killer = new ExecutorKiller(tasks);
    spark.sparkContext().addSparkListener(killer);
    return killer;
  }

  /** How many tasks were lost. */
  public int lostTasks() {
    return lost.get();
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (!end.taskInfo().successful()) {
      lost.incrementAndGet();
    } else if (tasks.incrementAndGet() == when) {
      TestSpark.executors().get(0).destroyForcibly();
    }
  }
}
