package org.bnn4j.kernels.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line taken apart: a command, its operands, and options anywhere, as {@code --name
 * value} or {@code --name=value}. What follows {@code --} is an operand.
 */
final class Arguments {
  static final String MODEL = "--model";
  static final String SCORES = "--scores";
  static final String SECONDS = "--seconds";
  static final String BATCH = "--batch";
  static final String HELP = "--help";
  static final String VERSION = "--version";

  private static final List<String> WITH_VALUE = List.of(MODEL, SECONDS, BATCH);
  private static final List<String> WITHOUT_VALUE = List.of(SCORES, HELP, VERSION);

  private final Map<String, String> options = new HashMap<>();
  private final List<String> operands = new ArrayList<>();

  private Arguments() {}

  static Arguments parse(String[] args) throws UsageException {
    Arguments parsed = new Arguments();
    int i = 0;
    while (i < args.length) {
      String arg = args[i++];
      if (arg.equals("--")) {
        parsed.operands.addAll(List.of(args).subList(i, args.length));
        break;
      } else if (!arg.startsWith("-") || arg.equals("-")) {
        parsed.operands.add(arg);
      } else if (WITH_VALUE.contains(arg)) {
        if (i == args.length) {
          throw new UsageException(parsed.command(), arg + " needs a value");
        }
        parsed.put(arg, args[i++]);
      } else {
        parsed.putSingle(arg);
      }
    }
    return parsed;
  }

  /** Takes an option that is one argument: it has no value, or its value follows an equals sign. */
  private void putSingle(String arg) throws UsageException {
    int equals = arg.indexOf('=');
    if (equals > 0 && WITH_VALUE.contains(arg.substring(0, equals))) {
      put(arg.substring(0, equals), arg.substring(equals + 1));
    } else if (WITHOUT_VALUE.contains(arg)) {
      put(arg, "");
    } else if (arg.equals("-h")) {
      put(HELP, "");
    } else {
      throw new UsageException(command(), "unknown option " + arg);
    }
  }

  private void put(String option, String value) throws UsageException {
    if (options.put(option, value) != null) {
      throw new UsageException(command(), option + " is there twice");
    }
  }

  /** The command, or null if there is none. */
  String command() {
    return operands.isEmpty() ? null : operands.get(0);
  }

  /** What follows the command, options apart. */
  List<String> operands() {
    return operands.subList(Math.min(1, operands.size()), operands.size());
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  /** The value of an option, or null if it is not there. */
  String value(String option) {
    return options.get(option);
  }

  /** The value of an option that is a number within bounds. */
  double number(String option, double absent, double least, double most) throws UsageException {
    String value = value(option);
    if (value == null) {
      return absent;
    }
    try {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, with the bounds.
    }
    throw new UsageException(
        command(), option + " is a number from " + least + " to " + most + ", not '" + value + "'");
  }

  /** The value of an option that is a whole number within bounds. */
  int whole(String option, int absent, int least, int most) throws UsageException {
    String value = value(option);
    if (value == null) {
      return absent;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, with the bounds.
    }
    throw new UsageException(
        command(),
        option + " is a whole number from " + least + " to " + most + ", not '" + value + "'");
  }

  void requireOnly(List<String> taken) throws UsageException {
    for (String option : options.keySet()) {
      if (!taken.contains(option)) {
        throw new UsageException(
            command(), (command() == null ? "no command" : command()) + " takes no " + option);
      }
    }
  }

  void requireOperands(int least, int most, String what) throws UsageException {
    int there = operands().size();
    if (there < least || there > most) {
      throw new UsageException(command(), command() + " takes " + what + ", not " + operands());
    }
  }
}
