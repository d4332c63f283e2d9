package dev.weir.chaos.mutation;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/** A method of the zoo that takes the place of one of the house. */
record StaticMethod(ClassDesc owner, String name, MethodTypeDesc type) {

  static StaticMethod of(Class<?> owner, String name) {
    List<Method> named =
        Arrays.stream(owner.getMethods())
            .filter(method -> method.getName().equals(name))
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .toList();
    if (named.size() != 1 || !Modifier.isPublic(owner.getModifiers())) {
      throw new IllegalArgumentException(
          "%s: %d public static methods are called %s, one is wanted, in a public class"
              .formatted(owner, named.size(), name));
    }
    Method method = named.getFirst();
    MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    return new StaticMethod(
        owner.describeConstable().orElseThrow(), name, type.describeConstable().orElseThrow());
  }

  /** Calls it with what lies on the stack, for a {@code wanted}. */
  void call(CodeBuilder code, ClassDesc wanted) {
    code.invokestatic(owner, name, type);
    boolean fits = type.returnType().equals(wanted) || wanted.equals(ConstantDescs.CD_Object);
    if (!fits && !wanted.isPrimitive()) {
      code.checkcast(wanted);
    }
  }
}
