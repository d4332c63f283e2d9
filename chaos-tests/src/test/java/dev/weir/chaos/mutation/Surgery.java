package dev.weir.chaos.mutation;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.reflect.AccessFlag;
import java.util.List;

/** Applies mutations to class files, or says that they do not fit. */
final class Surgery {

  private final ClassFile files;

  /**
   * Surgery on classes that refer to others.
   *
   * @param house where those are found
   */
  Surgery(ClassLoader house) {
    this.files =
        ClassFile.of(
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(house)
                    .orElse(ClassHierarchyResolver.defaultResolver())
                    .cached()));
  }

  /**
   * The class after all of these mutations.
   *
   * @throws IllegalStateException if one of them finds more or fewer places than it should, or the
   *     outcome is no valid class
   */
  byte[] operate(byte[] original, List<Mutation> mutations) {
    byte[] bytes = original;
    for (Mutation mutation : mutations) {
      ClassModel model = files.parse(bytes);
      int found =
          model.methods().stream()
              .filter(mutation::concerns)
              .mapToInt(method -> mutation.change().sites(method.code().orElseThrow()))
              .sum();
      if (found != mutation.sites()) {
        throw new IllegalStateException(
            "%d places instead of %d for %s".formatted(found, mutation.sites(), mutation));
      }
      bytes = transformed(model, mutation);
    }
    return bytes;
  }

  private byte[] transformed(ClassModel model, Mutation mutation) {
    byte[] bytes;
    try {
      bytes = files.transformClass(model, transform(mutation));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("no valid class after " + mutation, e);
    }
    List<VerifyError> errors = files.verify(bytes);
    if (!errors.isEmpty()) {
      throw new IllegalStateException("%s after %s".formatted(errors, mutation));
    }
    return bytes;
  }

  private static ClassTransform transform(Mutation mutation) {
    return (builder, element) -> {
      if (element instanceof MethodModel method && mutation.concerns(method)) {
        builder.transformMethod(method, transform(method, mutation.change()));
      } else {
        builder.with(element);
      }
    };
  }

  private static MethodTransform transform(MethodModel method, Change change) {
    return switch (change) {
      case Change.Step step ->
          MethodTransform.transformingCode(
              CodeTransform.ofStateful(() -> {
                var pass = step.pass();
                return pass::accept;
              }));
      case Change.Whole whole ->
          (builder, element) -> {
            if (element instanceof CodeModel) {
              builder.withCode(code ->
                  whole.write(
                      code, method.flags().has(AccessFlag.STATIC), method.methodTypeSymbol()));
            } else {
              builder.with(element);
            }
          };
    };
  }
}
