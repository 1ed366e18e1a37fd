package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.util.List;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.paths.KernelPaths;

/** Prints what a model is made of and what it runs on. */
final class Info implements Command {
  @Override
  public List<String> options() {
    return List.of(Arguments.MODEL);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException, UsageException {
    arguments.requireOperands(0, 0, "no operand");
    ModelSource source = new ModelSource(arguments);
    BnnModel model = source.load();
    Output out = console.out();
    out.text("model: " + source.name() + ", " + source.bytes() + " bytes").endLine();
    out.text("input: " + Help.input(model)).endLine();
    out.text("output: " + model.outputs() + " scores").endLine();
    out.endLine();
    out.text(model.describe());
    String reason = KernelPaths.whyNoVectors();
    if (reason != null) {
      out.text("no vector kernels: " + reason).endLine();
    }
  }
}
