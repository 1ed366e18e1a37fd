package org.bnn4j.kernels.cli;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.types.EdgeKind;

/** Explains the model and the commands. */
final class Help {
  private static final String OVERVIEW =
      """
      commands:
        info               what the model is made of, and which kernels run it
        predict FILE|-     classify CSV rows, IDX images or a PNG picture
        serve              answer over HTTP, with a page to draw on for models of pictures
        bench              check the kernels and measure speed on this machine
        help [COMMAND]     this text, or all about one command

      examples:
        {run} predict one.csv
        {run} predict --scores - < rows.csv
        {run} bench --seconds 5

      options of every command:
        --model FILE       use this model file, not the one in the jar
        --help, --version

      exit codes: 0 done, 1 bad input or model, 2 bad command line
      """;

  private static final String INFO =
      """
      info [--model FILE]

      Prints the model's layers with their shapes and bytes, its classes, the size of
      its file, and which kernels run it. The kernels are chosen by what the machine
      can do; java -Dbnn.kernels=reference|plain|vector forces them.
      """;

  private static final String PREDICT =
      """
      predict [--model FILE] [--scores] [--format text|csv|json] FILE|-

      Reads FILE, or standard input, and prints one line for each row or image:

        label<TAB>score

      With --scores the scores of all classes follow, in the order of the classes, each
      after another tab. --format csv has commas, a first line of names, and quotation
      marks where a label needs them; --format json has an object on each line. Output is
      UTF-8; a score reads back as the same float. On a terminal, how many rows are done
      is told once a second, if the answers go elsewhere.

      CSV   one example a line, separated by tab, semicolon or comma (the first of these
            that the first line holds), no other columns. A first line without any
            number is a header; blank lines are passed over. Values are as in training,
            not normalized: those of an image are plane after plane, or pixel after
            pixel, as info says. NaN and infinity are refused.
      IDX   unsigned bytes, one image after the other: the format of the MNIST files.
      PNG   one picture of exactly the model's size, opaque, and grey if the model's are.

      The content tells which it is; all may be gzipped. Input is read in small batches
      and never kept, so it may be of any length. At the first bad row reading stops with
      exit code 1; the rows before it have been answered.
      """;

  private static final String SERVE =
      """
      serve [--model FILE] [--host NAME] [--port N] [--threads N] [--max-body MB] [--grace S]

      Answers over HTTP on --host (default: this machine alone) and --port (default 8080, 0
      for any that is free) until the process is told to stop (Ctrl-C, SIGTERM); then it
      takes no more connections, and ends when all requests are answered, after --grace
      seconds (10) at most.

      POST /predict   a JSON array of one example's numbers, or an array of such arrays;
                      raw bytes (application/octet-stream), one number each, of one
                      example or several; or a PNG picture (image/png). The answer is
                      class, label, score, all scores, and the microseconds of the run;
                      for several examples, a list of these.
      GET  /          for models of pictures, a page to draw on
      GET  /info      what the model takes and answers
      GET  /healthz   200 while it takes requests, 503 when it stops
      GET  /metrics   counters and times, in Prometheus' text format

      What is wrong with a request is told as JSON, {"status":400,"error":"..."}. A body
      has at most --max-body megabytes (8) and has to arrive within 30 seconds, its answer
      has to be taken within 60 and has at most 1,048,576 scores; --threads requests (32)
      are worked on at a time, on as many sessions as there are cores, and large ones wait
      for each other's memory.
      """;

  private static final String BENCH =
      """
      bench [--model FILE] [--seconds N] [--batch B] [--layers]

      Runs the model on one core with random inputs, the same ones every time. First every
      layer is compared with the naive reference kernels, for the inputs for which what it
      reads is equal in both (layers for which it never is are named), and a difference
      that rounding does not explain is an error (exit code 1). Then for N seconds each
      (default 3): the time of single inputs, and the throughput at a batch of B (default
      256). With --layers also the time of every step for a single input: a step may do
      the work of several layers.
      """;

  /** The form of each command, and after that line all about it. */
  private static final Map<String, String> COMMANDS =
      Map.of(
          "info", INFO,
          "predict", PREDICT,
          "serve", SERVE,
          "bench", BENCH,
          "help", "help [info|predict|serve|bench]\n\nExplains a command.\n");

  private Help() {}

  /** Prints all that can be done, or, with an operand, all about one command. */
  static void overview(Arguments arguments, Writer out) throws IOException {
    arguments.require(
        0, 1, "at most one command", Arguments.MODEL, Arguments.HELP, Arguments.VERSION);
    ModelSource source = new ModelSource(arguments);
    if (arguments.has(Arguments.VERSION)) {
      out.write("bnn4j " + version() + "\n");
    } else if (!arguments.operands().isEmpty()) {
      out.write(of(arguments.operands().get(0)));
    } else {
      out.write(
          source.exists()
              ? about(source.load())
              : "bnn4j runs binary neural networks. This jar holds no model:\n"
                  + "give every command one with --model FILE.\n\n");
      out.write(OVERVIEW.replace("{run}", program()));
    }
  }

  /** This library's version. */
  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(unversioned build)" : version;
  }

  private static String about(BnnModel model) {
    String labels = String.join(", ", model.labels());
    return "A binary neural network, packed into bits (bnn4j).\n\n  input:  "
        + input(model)
        + "\n  answer: one of "
        + model.outputs()
        + " classes"
        + (labels.isEmpty() ? "" : ": " + labels)
        + "\n\n";
  }

  /** What a model takes, in words. */
  static String input(BnnModel model) {
    boolean bytes = model.inputKind() == EdgeKind.BYTE;
    return model.inputs()
        + (bytes ? " whole numbers from 0 to 255" : " numbers, not normalized")
        + (model.channelsFirst() ? ", one plane of a channel after the other" : "");
  }

  /** All about one command. */
  static String of(String command) throws CliException {
    if (!COMMANDS.containsKey(command)) {
      throw noCommand(command);
    }
    return "usage: " + program() + " " + COMMANDS.get(command);
  }

  static CliException noCommand(String name) {
    return CliException.badUsage(
        "no command '" + name + "': there are info, predict, serve, bench and help");
  }

  /** The form of a command, or of any if there is none of this name. */
  static String usage(String command) {
    String text = COMMANDS.getOrDefault(command, "info|predict|serve|bench|help [OPTION...]\n");
    return program() + " " + text.substring(0, text.indexOf('\n'));
  }

  /** How this program was started. */
  private static String program() {
    String classPath = System.getProperty("java.class.path", "");
    return classPath.endsWith(".jar") && classPath.indexOf(File.pathSeparatorChar) < 0
        ? "java -jar " + classPath
        : "java " + Main.class.getName();
  }
}
