package org.bnn4j.kernels.exec;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The calling thread and, at the same time, some of an executor's. Whatever they do must get done
 * without those that come late or never. Belongs to one caller at a time.
 */
final class ThreadTeam {
  /** What all members do, on one thread each. */
  @FunctionalInterface
  interface Task {
    /**
     * Does a member's share.
     *
     * @param member the caller's is 0
     */
    void run(int member);
  }

  private final Executor executor;
  private final Member[] others;
  private Task task;

  // A member whom the executor begins late, after the task is done, must not take part in the next
  // one half-way: members come in only while a task is open, and it ends when all have left. The
  // next one may also be for fewer members.
  private boolean open;
  private int members;
  private int working;
  private Throwable failure;

  /**
   * Makes a team.
   *
   * @param executor where members other than the caller come from; not asked if {@code size} is 1
   */
  ThreadTeam(Executor executor, int size) {
    this.executor = executor;
    this.others = new Member[size - 1];
    for (int i = 0; i < others.length; i++) {
      others[i] = new Member(i + 1);
    }
  }

  /** The number of members. */
  int size() {
    return others.length + 1;
  }

  /**
   * Runs a task on the first {@code members} members, and returns when all that came have left.
   *
   * @throws IllegalStateException if one failed on a thread of the executor, with the cause
   */
  void run(int members, Task task) {
    if (members == 1) {
      task.run(0);
      return;
    }
    synchronized (this) {
      this.task = task;
      this.members = members;
      open = true;
      failure = null;
    }
    try {
      for (int i = 0; i < members - 1; i++) {
        submit(others[i]);
      }
      task.run(0);
    } finally {
      awaitOthers();
    }
    if (failure != null) {
      throw new IllegalStateException("a thread of the executor failed: " + failure, failure);
    }
  }

  private void submit(Member member) {
    synchronized (this) {
      if (member.queued || member.busy) {
        return; // The executor is behind, and begins its last task only now, or later.
      }
      member.queued = true;
    }
    boolean accepted = false;
    try {
      executor.execute(member);
      accepted = true;
    } catch (RejectedExecutionException e) {
      return; // No thread to spare: the others do this one's work.
    } finally {
      if (!accepted) {
        synchronized (this) {
          member.queued = false;
        }
      }
    }
  }

  private synchronized void awaitOthers() {
    open = false;
    boolean interrupted = false;
    while (working > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // The others use the caller's memory: they are waited for anyway.
      }
    }
    task = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One other than the caller. */
  private final class Member implements Runnable {
    private final int number;

    /** Whether the executor has a task of this member that has not begun. */
    private boolean queued;

    /** Whether such a task takes part in the present work. */
    private boolean busy;

    Member(int number) {
      this.number = number;
    }

    @Override
    public void run() {
      Task present = enter();
      if (present == null) {
        return;
      }
      Throwable thrown = null;
      try {
        present.run(number);
      } catch (RuntimeException | Error e) { // Whatever it is, the caller gets it.
        thrown = e;
      } finally {
        leave(thrown);
      }
    }

    private Task enter() {
      synchronized (ThreadTeam.this) {
        queued = false;
        busy = open && number < members;
        working += busy ? 1 : 0;
        return busy ? task : null;
      }
    }

    private void leave(Throwable thrown) {
      synchronized (ThreadTeam.this) {
        busy = false;
        working--;
        failure = thrown == null ? failure : thrown;
        ThreadTeam.this.notifyAll();
      }
    }
  }
}
