package dev.weir.chaos.mutation;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.BiConsumer;

/** What is done to the instructions of a method. */
public sealed interface Change {

  /** A call is left out; its arguments are dropped, and this is what it gives. */
  static Change callGives(String callee, Value value) {
    return new CallGives(callee, value);
  }

  /**
   * Another method is called: a public static one of {@code owner}, which gets the receiver first,
   * each argument as a type that it fits.
   */
  static Change callGoesTo(String callee, Class<?> owner, String method) {
    return new CallGoesTo(callee, StaticMethod.of(owner, method));
  }

  /** A field that is read, such as {@code Flight.claims}, gives this. */
  static Change fieldGives(String field, Value value) {
    return new FieldGives(field, value);
  }

  /** A constant has another value. */
  static Change constantBecomes(long from, long to) {
    return new ConstantBecomes(from, to);
  }

  /** The condition of a jump is turned round: the {@code nth} of the method, from 1 on. */
  static Change negated(int nth) {
    return new Negated(nth);
  }

  /**
   * The {@code nth} condition of the method is not looked at: what is jumped over where it does not
   * hold is always done.
   */
  static Change neverJumps(int nth) {
    return new NeverJumps(nth);
  }

  /** The {@code nth} condition of the method asks something else, of as many values. */
  static Change conditionBecomes(int nth, Opcode condition) {
    return new ConditionBecomes(nth, condition);
  }

  /** The method does nothing but give this. */
  static Change returns(Value value) {
    return new Returns(value);
  }

  /** The method hands itself and its arguments to a public static one of {@code owner}. */
  static Change bodyIs(Class<?> owner, String method) {
    return new BodyIs(StaticMethod.of(owner, method));
  }

  /** How many places of a method it changes. */
  int sites(CodeModel code);

  /** Changes of single instructions. */
  sealed interface Step extends Change {

    /** One pass over a method: passes each element on, or something else. */
    BiConsumer<CodeBuilder, CodeElement> pass();
  }

  /** Changes of all that a method is. */
  sealed interface Whole extends Change {

    /** Writes the new code of a method of this type. */
    void write(CodeBuilder code, boolean isStatic, MethodTypeDesc type);

    @Override
    default int sites(CodeModel code) {
      return 1;
    }
  }

  /** See {@link #callGives}. */
  record CallGives(String callee, Value value) implements Step {

    @Override
    public int sites(CodeModel code) {
      return Callee.count(code, callee);
    }

    @Override
    public BiConsumer<CodeBuilder, CodeElement> pass() {
      return (code, element) -> {
        if (element instanceof InvokeInstruction call && Callee.matches(call, callee)) {
          drop(code, call);
          value.push(code, call.typeSymbol().returnType());
        } else {
          code.with(element);
        }
      };
    }

    private static void drop(CodeBuilder code, InvokeInstruction call) {
      List<ClassDesc> arguments = call.typeSymbol().parameterList();
      for (ClassDesc argument : arguments.reversed()) {
        if (TypeKind.from(argument).slotSize() == 2) {
          code.pop2();
        } else {
          code.pop();
        }
      }
      if (Callee.hasReceiver(call)) {
        code.pop();
      }
    }
  }

  /** See {@link #callGoesTo}. */
  record CallGoesTo(String callee, StaticMethod target) implements Step {

    @Override
    public int sites(CodeModel code) {
      return Callee.count(code, callee);
    }

    @Override
    public BiConsumer<CodeBuilder, CodeElement> pass() {
      return (code, element) -> {
        if (element instanceof InvokeInstruction call && Callee.matches(call, callee)) {
          target.call(code, call.typeSymbol().returnType());
        } else {
          code.with(element);
        }
      };
    }
  }

  /** See {@link #fieldGives}. */
  record FieldGives(String field, Value value) implements Step {

    @Override
    public int sites(CodeModel code) {
      return (int) code.elementStream().filter(this::isIt).count();
    }

    private boolean isIt(CodeElement element) {
      return element instanceof FieldInstruction access
          && (access.opcode() == Opcode.GETFIELD || access.opcode() == Opcode.GETSTATIC)
          && field.equals(
              Callee.simple(access.owner().asInternalName()) + "." + access.name().stringValue());
    }

    @Override
    public BiConsumer<CodeBuilder, CodeElement> pass() {
      return (code, element) -> {
        if (!isIt(element)) {
          code.with(element);
          return;
        }
        FieldInstruction access = (FieldInstruction) element;
        if (access.opcode() == Opcode.GETFIELD) {
          code.pop();
        }
        value.push(code, access.typeSymbol());
      };
    }
  }

  /** See {@link #constantBecomes}. */
  record ConstantBecomes(long from, long to) implements Step {

    @Override
    public int sites(CodeModel code) {
      return (int) code.elementStream().filter(this::isIt).count();
    }

    private boolean isIt(CodeElement element) {
      return element instanceof ConstantInstruction constant
          && switch (constant.constantValue()) {
            case Integer number -> number == from;
            case Long number -> number == from;
            default -> false;
          };
    }

    @Override
    public BiConsumer<CodeBuilder, CodeElement> pass() {
      return (code, element) -> {
        if (!isIt(element)) {
          code.with(element);
        } else if (((ConstantInstruction) element).constantValue() instanceof Integer) {
          code.loadConstant(Math.toIntExact(to));
        } else {
          code.loadConstant(to);
        }
      };
    }
  }

  /** See {@link #negated}. */
  record Negated(int nth) implements Step {

    @Override
    public int sites(CodeModel code) {
      return Conditions.count(code) >= nth ? 1 : 0;
    }

    @Override
    public BiConsumer<CodeBuilder, CodeElement> pass() {
      return Conditions.atNth(
          nth, (code, jump) -> code.branch(Conditions.opposite(jump.opcode()), jump.target()));
    }
  }

  /** See {@link #neverJumps}. */
  record NeverJumps(int nth) implements Step {

    @Override
    public int sites(CodeModel code) {
      return Conditions.count(code) >= nth ? 1 : 0;
    }

    @Override
    public BiConsumer<CodeBuilder, CodeElement> pass() {
      return Conditions.atNth(
          nth,
          (code, jump) -> {
            code.pop();
            if (Conditions.isOfTwo(jump.opcode())) {
              code.pop();
            }
          });
    }
  }

  /** See {@link #conditionBecomes}. */
  record ConditionBecomes(int nth, Opcode condition) implements Step {

    @Override
    public int sites(CodeModel code) {
      return Conditions.count(code) >= nth ? 1 : 0;
    }

    @Override
    public BiConsumer<CodeBuilder, CodeElement> pass() {
      return Conditions.atNth(nth, (code, jump) -> code.branch(condition, jump.target()));
    }
  }

  /** See {@link #returns}. */
  record Returns(Value value) implements Whole {

    @Override
    public void write(CodeBuilder code, boolean isStatic, MethodTypeDesc type) {
      value.push(code, type.returnType());
      code.return_(TypeKind.from(type.returnType()));
    }
  }

  /** See {@link #bodyIs}. */
  record BodyIs(StaticMethod target) implements Whole {

    @Override
    public void write(CodeBuilder code, boolean isStatic, MethodTypeDesc type) {
      if (!isStatic) {
        code.aload(code.receiverSlot());
      }
      for (int i = 0; i < type.parameterCount(); i++) {
        code.loadLocal(TypeKind.from(type.parameterType(i)), code.parameterSlot(i));
      }
      target.call(code, type.returnType());
      code.return_(TypeKind.from(type.returnType()));
    }
  }
}
