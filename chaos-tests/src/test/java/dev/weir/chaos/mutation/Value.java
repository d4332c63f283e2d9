package dev.weir.chaos.mutation;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a mutant puts in the place of what the house would have computed. */
public sealed interface Value {

  /** Zero, false, null; of nothing, nothing. */
  static Value none() {
    return new Constant(0);
  }

  static Value of(long number) {
    return new Constant(number);
  }

  static Value of(boolean truth) {
    return new Constant(truth ? 1 : 0);
  }

  /** {@code Optional.empty()}. */
  static Value empty() {
    return new Made(Optional.class, "empty");
  }

  /** {@code List.of()}. */
  static Value noneOfMany() {
    return new Made(List.class, "of");
  }

  /** What a public constant holds. */
  static Value constant(Class<?> owner, String field) {
    return new Named(owner, field);
  }

  /** What a public static method without parameters gives. */
  static Value made(Class<?> owner, String method) {
    return new Made(owner, method);
  }

  /** Puts it on the stack as a {@code type}. */
  void push(CodeBuilder code, ClassDesc type);

  /** A number or a truth; null where a reference is wanted. */
  record Constant(long number) implements Value {

    @Override
    public void push(CodeBuilder code, ClassDesc type) {
      switch (TypeKind.from(type)) {
        case VOID -> {}
        case BOOLEAN, BYTE, CHAR, SHORT, INT -> code.loadConstant(Math.toIntExact(number));
        case LONG -> code.loadConstant(number);
        case FLOAT -> code.loadConstant((float) number);
        case DOUBLE -> code.loadConstant((double) number);
        case REFERENCE -> {
          if (number != 0) {
            throw new IllegalArgumentException("%d is no %s".formatted(number, type));
          }
          code.aconst_null();
        }
      }
    }
  }

  /** An object that somebody makes. */
  record Made(Class<?> owner, String method) implements Value {

    @Override
    public void push(CodeBuilder code, ClassDesc type) {
      ClassDesc made =
          Arrays.stream(owner.getMethods())
              .filter(each -> each.getName().equals(method) && each.getParameterCount() == 0)
              .findFirst()
              .flatMap(each -> each.getReturnType().describeConstable())
              .orElseThrow(
                  () -> new IllegalArgumentException("%s has no %s()".formatted(owner, method)));
      code.invokestatic(
          owner.describeConstable().orElseThrow(),
          method,
          MethodTypeDesc.of(made),
          owner.isInterface());
      if (!made.equals(type) && !type.equals(ConstantDescs.CD_Object)) {
        code.checkcast(type);
      }
    }
  }

  /** A constant of some class. */
  record Named(Class<?> owner, String field) implements Value {

    @Override
    public void push(CodeBuilder code, ClassDesc type) {
      ClassDesc held =
          Arrays.stream(owner.getFields())
              .filter(each -> each.getName().equals(field))
              .findFirst()
              .flatMap(each -> each.getType().describeConstable())
              .orElseThrow(
                  () -> new IllegalArgumentException("%s has no %s".formatted(owner, field)));
      code.getstatic(owner.describeConstable().orElseThrow(), field, held);
    }
  }
}
