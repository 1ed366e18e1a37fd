package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.util.List;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.EdgeKind;

/** Explains the model and the commands. */
final class Help implements Command {
  private static final String COMMANDS =
      """
      commands:
        info               what the model is made of, and which kernels run it
        predict FILE|-     classify CSV rows or IDX images
        bench              check the kernels and measure speed on this machine
        help [COMMAND]     this text, or all about one command

      examples:
        {run} predict one.csv
        {run} predict --scores - < rows.csv
        {run} bench --seconds 5

      options of every command:
        --model FILE       use this model file, not the one in the jar
        --help, --version

      exit codes: 0 done, 1 the input or the model is bad, 2 the command line is
      """;

  private static final String INFO =
      """
      usage: {usage}

      Prints the model's layers with their shapes and bytes, its classes, the size of
      its file, and which kernels run it. The kernels are chosen by what the machine
      can do; java -Dbnn.kernels=reference|plain|vector forces them.
      """;

  private static final String PREDICT =
      """
      usage: {usage}

      Reads FILE, or standard input, and prints one line for each row or image:

        label<TAB>score

      With --scores the scores of all classes follow, in the order of the classes, each
      after another tab. Output is UTF-8; a score reads back as the same float.

      CSV   one example a line, separated by tab, semicolon or comma (the first of these
            that the first line holds), no other columns. A first line without any
            number is a header; blank lines are passed over. Values are as in training,
            not normalized. NaN and infinity are refused.
      IDX   unsigned bytes, one image after the other: the format of the MNIST files.

      The content tells which it is; both may be gzipped. Input is read in small batches
      and never kept, so it may be of any length. At the first bad row reading stops with
      exit code 1; the rows before it have been answered.
      """;

  private static final String BENCH =
      """
      usage: {usage}

      Runs the model on one core with random inputs, the same ones every time. First every
      layer is compared with the naive reference kernels, and a difference that rounding
      does not explain is an error (exit code 1). Then for N seconds each (default 3):
      the time of single inputs, and the throughput at a batch of B (default 256).
      """;

  private static final String HELP =
      """
      usage: {usage}

      Explains a command: info, predict, bench.
      """;

  @Override
  public List<String> options() {
    return List.of(Arguments.MODEL);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException, UsageException {
    if (arguments.has(Arguments.VERSION)) {
      console.out().text(version()).endLine();
      return;
    }
    arguments.requireOperands(0, 1, "at most one command");
    if (!arguments.operands().isEmpty()) {
      console.out().text(of(arguments.operands().get(0)));
      return;
    }
    ModelSource source = new ModelSource(arguments);
    if (source.exists()) {
      about(source.load(), console.out());
    } else {
      console.out().text("bnn4j runs binary neural networks. This jar holds no model:\n");
      console.out().text("give every command one with --model FILE.\n\n");
    }
    console.out().text(COMMANDS.replace("{run}", program()));
  }

  private static void about(BnnModel model, Output out) throws OutputException {
    out.text("A binary neural network, packed into bits (bnn4j).\n\n");
    out.text("  input:  ").text(input(model)).endLine();
    out.text("  answer: one of ").text(Integer.toString(model.outputs())).text(" classes");
    if (!model.labels().isEmpty()) {
      out.text(": ").text(String.join(", ", model.labels()));
    }
    out.text("\n\n");
  }

  /** What a model takes, in words. */
  static String input(BnnModel model) {
    return model.inputs()
        + (model.inputKind() == EdgeKind.BYTE
            ? " whole numbers from 0 to 255"
            : " numbers, not normalized");
  }

  /** All about one command. */
  static String of(String command) throws UsageException {
    String text =
        switch (command) {
          case "info" -> INFO;
          case "predict" -> PREDICT;
          case "bench" -> BENCH;
          case "help" -> HELP;
          default -> throw new UsageException("help", "no command '" + command + "'");
        };
    return text.replace("{usage}", usage(command));
  }

  /** The form of a command, or, for null, of any. */
  static String usage(String command) {
    String form =
        switch (command == null ? "" : command) {
          case "info" -> "info [--model FILE]";
          case "predict" -> "predict [--model FILE] [--scores] FILE|-";
          case "bench" -> "bench [--model FILE] [--seconds N] [--batch B]";
          case "help" -> "help [info|predict|bench]";
          default -> "info|predict|bench|help [OPTION...]";
        };
    return program() + " " + form;
  }

  /** How this program was started. */
  private static String program() {
    String classPath = System.getProperty("java.class.path", "");
    return classPath.endsWith(".jar") && classPath.indexOf(java.io.File.pathSeparatorChar) < 0
        ? "java -jar " + classPath
        : "java " + Main.class.getName();
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return "bnn4j " + (version == null ? "(unversioned build)" : version);
  }
}
