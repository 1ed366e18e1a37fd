package org.bnn4j.examples.experiments.support;

import java.io.Console;

/** Whether somebody watches. */
public final class Terminal {
  private Terminal() {}

  /**
   * False when input or output goes to a file or a pipe. From Java 22 on there can be a console
   * without a terminal, and a method that tells, which this code is too old to name.
   */
  public static boolean present() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
