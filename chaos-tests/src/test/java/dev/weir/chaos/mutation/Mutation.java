package dev.weir.chaos.mutation;

import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.util.stream.Collectors;

/**
 * A change of one class.
 *
 * @param type the class's full name; of a nested one {@code pack.Outer$Inner}
 * @param method by its name, which takes the lambdas in it along; or, where several are called so,
 *     with its parameters: {@code claims(Tokens, boolean)}
 * @param sites how many places it must find: a house that was rebuilt is to be looked at anew
 */
public record Mutation(String type, String method, Change change, int sites) {

  /** A change of a single place. */
  public static Mutation of(String type, String method, Change change) {
    return new Mutation(type, method, change, 1);
  }

  /** The same in so many places. */
  public Mutation times(int places) {
    return new Mutation(type, method, change, places);
  }

  boolean concerns(MethodModel candidate) {
    if (candidate.code().isEmpty()) {
      return false;
    }
    String name = candidate.methodName().stringValue();
    if (!method.contains("(")) {
      boolean isLambda = name.startsWith("lambda$" + method + "$");
      return name.equals(method) || (isLambda && change instanceof Change.Step);
    }
    String parameters =
        candidate.methodTypeSymbol().parameterList().stream()
            .map(ClassDesc::displayName)
            .collect(Collectors.joining(", "));
    return method.equals("%s(%s)".formatted(name, parameters));
  }
}
