package org.bnn4j.kernels.exec;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.paths.KernelPaths;

/** Looks into a runner: which loops it really runs. */
final class RunnerParts {
  private RunnerParts() {}

  /** The names of the classes of a fast session's steps, in order. */
  static List<String> steps(Graph graph, String path) {
    return Arrays.stream(stepsOf(graph, path)).map(s -> s.getClass().getSimpleName()).toList();
  }

  /** The names of the classes that make the rows of each packed convolution, in order. */
  static List<String> rows(Graph graph, String path) {
    return Arrays.stream(stepsOf(graph, path))
        .filter(step -> step instanceof ConvStep)
        .map(step -> get(step, "rows").getClass().getSimpleName())
        .toList();
  }

  private static Step[] stepsOf(Graph graph, String path) {
    Plan plan = new Plan(graph, KernelPaths.named(path));
    return Arrays.stream(new Runner(plan, 1, false).steps())
        .map(shares -> shares[0])
        .toArray(Step[]::new);
  }

  private static Object get(Object owner, String name) {
    try {
      Field field = owner.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(owner);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
