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
  static final String FORMAT = "--format";
  static final String SECONDS = "--seconds";
  static final String BATCH = "--batch";
  static final String LAYERS = "--layers";
  static final String HOST = "--host";
  static final String PORT = "--port";
  static final String THREADS = "--threads";
  static final String MAX_BODY = "--max-body";
  static final String GRACE = "--grace";
  static final String HELP = "--help";
  static final String VERSION = "--version";

  private static final List<String> WITH_VALUE =
      List.of(MODEL, FORMAT, SECONDS, BATCH, HOST, PORT, THREADS, MAX_BODY, GRACE);
  private static final List<String> WITHOUT_VALUE = List.of(SCORES, LAYERS, HELP, "-h", VERSION);

  private final Map<String, String> options = new HashMap<>();
  private final List<String> operands = new ArrayList<>();

  Arguments(String[] args) throws CliException {
    int i = 0;
    while (i < args.length) {
      String arg = args[i++];
      if (arg.equals("--")) {
        operands.addAll(List.of(args).subList(i, args.length));
        return;
      }
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      if (!arg.startsWith("-") || arg.equals("-")) {
        operands.add(arg);
      } else if (WITHOUT_VALUE.contains(arg)) {
        put(arg.equals("-h") ? HELP : arg, "");
      } else if (!WITH_VALUE.contains(name)) {
        throw CliException.badUsage("unknown option " + arg);
      } else if (equals >= 0) {
        put(name, arg.substring(equals + 1));
      } else if (i < args.length) {
        put(name, args[i++]);
      } else {
        throw CliException.badUsage(arg + " needs a value");
      }
    }
  }

  private void put(String option, String value) throws CliException {
    if (options.put(option, value) != null) {
      throw CliException.badUsage(option + " is there twice");
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

  /** The value of an option that is a whole number within bounds. */
  int whole(String option, int absent, int least, int most) throws CliException {
    double number = number(option, absent, least, most);
    if (number != (int) number) {
      throw CliException.badUsage(option + " is a whole number, not '" + value(option) + "'");
    }
    return (int) number;
  }

  /** The value of an option that is a number within bounds. */
  double number(String option, double absent, double least, double most) throws CliException {
    String value = value(option);
    double number = absent;
    try {
      number = value == null ? absent : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    if (!(number >= least && number <= most)) {
      throw CliException.badUsage(
          option + " is a number from " + least + " to " + most + ", not '" + value + "'");
    }
    return number;
  }

  /** Checks that nothing is there but what the command takes. */
  void require(int least, int most, String operands, String... taken) throws CliException {
    String command = command() == null ? "no command" : command();
    for (String option : options.keySet()) {
      if (!List.of(taken).contains(option)) {
        throw CliException.badUsage(command + " takes no " + option);
      }
    }
    int there = operands().size();
    if (there < least || there > most) {
      throw CliException.badUsage(command + " takes " + operands + ", not " + operands());
    }
  }
}
