package org.bnn4j.kernels.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.paths.KernelPaths;

/**
 * The entry point of an exported jar, and of this library's own jar with {@code --model FILE}.
 *
 * <p>Exit codes: 0 if all went well, also with no arguments, which print what the model is and what
 * can be done with it, and if the reader of the output went away early; 1 if the input or the model
 * is bad; 2 if the command line is.
 */
public final class Main {
  static final int OK = 0;
  static final int BAD_DATA = 1;
  static final int BAD_USAGE = 2;

  private Main() {}

  /**
   * Runs one command, and ends the JVM with its exit code if that is not 0.
   *
   * @param args the command and its options; none for an overview
   */
  public static void main(String[] args) {
    // Not System.out: a PrintStream hides that writing failed.
    int code = run(args, System.in, new FileOutputStream(FileDescriptor.out), System.err);
    if (code != OK) { // Newer JDKs look for a logger to note an exit.
      System.exit(code);
    }
  }

  /** Runs one command and gives its exit code. */
  static int run(String[] args, InputStream in, OutputStream out, PrintStream err) {
    try {
      Writer answers = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
      dispatch(new Arguments(args), in, answers, err);
      answers.flush();
      return OK;
    } catch (CliException e) {
      err.println("error: " + e.getMessage());
      if (e.exitCode() == BAD_USAGE) {
        err.println("usage: " + Help.usage(args[0]));
      }
      return e.exitCode();
    } catch (OutOfMemoryError e) {
      err.println("error: not enough memory (" + e.getMessage() + "): give Java more with -Xmx");
      return BAD_DATA;
    } catch (IOException e) {
      // All other exceptions have been told apart from this one, which comes from the output.
      if (readerLeft(e)) {
        return OK;
      }
      err.println("error: the output cannot be written: " + e.getMessage());
      return BAD_DATA;
    }
  }

  private static void dispatch(Arguments arguments, InputStream in, Writer out, PrintStream err)
      throws IOException {
    String command = arguments.command();
    if (command == null) {
      Help.overview(arguments, out);
    } else if (arguments.has(Arguments.HELP)) {
      out.write(Help.of(command));
    } else {
      switch (command) {
        case "info" -> info(arguments, out);
        case "predict" -> Predict.run(arguments, in, out, err);
        case "bench" -> Bench.run(arguments, out);
        case "serve" -> Serve.run(arguments, out);
        case "help" -> Help.overview(arguments, out);
        default -> throw Help.noCommand(command);
      }
    }
  }

  /** Prints what a model is made of and what it runs on. */
  private static void info(Arguments arguments, Writer out) throws IOException {
    arguments.require(0, 0, "no operand", Arguments.MODEL);
    ModelSource source = new ModelSource(arguments);
    BnnModel model = source.load();
    out.write("model: " + source.name() + ", " + source.bytes() + " bytes\n");
    out.write("input: " + Help.input(model) + "\n");
    out.write("output: " + model.outputs() + " scores\n\n");
    out.write(model.describe());
    String reason = KernelPaths.whyNoVectors();
    if (reason != null) {
      out.write("no vector kernels: " + reason + "\n");
    } else if (model.kernels().equals("plain")) {
      out.write("vector kernels: slower here; -Dbnn.kernels=vector forces them\n");
    }
  }

  /**
   * Whether the reader of a pipe has seen enough, as {@code head} has: no error of anyone. Java
   * gives no better sign than the system's message ("Broken pipe", "The pipe is being closed").
   */
  private static boolean readerLeft(IOException e) {
    return e.getMessage() != null && e.getMessage().toLowerCase(Locale.ROOT).contains("pipe");
  }
}
