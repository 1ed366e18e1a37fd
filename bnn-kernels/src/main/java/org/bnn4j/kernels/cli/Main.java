package org.bnn4j.kernels.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

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
   * Runs one command and ends the JVM with its exit code.
   *
   * @param args the command and its options; none for an overview
   */
  public static void main(String[] args) {
    // Not System.out: a PrintStream hides that writing failed.
    int code = run(args, System.in, new FileOutputStream(FileDescriptor.out), System.err);
    System.exit(code);
  }

  /** Runs one command and gives its exit code. */
  static int run(String[] args, InputStream in, OutputStream out, PrintStream err) {
    Console console = new Console(in, new Output(out));
    try {
      dispatch(args, console);
      console.out().flush();
      return OK;
    } catch (UsageException e) {
      err.println("error: " + e.getMessage());
      err.println("usage: " + Help.usage(e.command()));
      return BAD_USAGE;
    } catch (OutputException e) {
      if (e.readerLeft()) {
        return OK;
      }
      err.println("error: " + e.getMessage());
      return BAD_DATA;
    } catch (IOException e) {
      err.println("error: " + e.getMessage());
      return BAD_DATA;
    }
  }

  private static void dispatch(String[] args, Console console) throws IOException, UsageException {
    Arguments arguments = Arguments.parse(args);
    String name = arguments.command();
    if (name == null) {
      arguments.requireOnly(List.of(Arguments.MODEL, Arguments.HELP, Arguments.VERSION));
      new Help().run(arguments, console);
      return;
    }
    Command command = command(name);
    if (arguments.has(Arguments.HELP)) {
      console.out().text(Help.of(name));
      return;
    }
    arguments.requireOnly(command.options());
    command.run(arguments, console);
  }

  private static Command command(String name) throws UsageException {
    return switch (name) {
      case "info" -> new Info();
      case "predict" -> new Predict();
      case "bench" -> new Bench();
      case "help" -> new Help();
      default ->
          throw new UsageException(
              null, "no command '" + name + "': there are info, predict, bench and help");
    };
  }
}
