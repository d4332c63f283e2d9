package dev.weir.chaos.mutation;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.util.function.BiConsumer;

/** Conditional jumps, and their opposites. */
final class Conditions {

  private Conditions() {}

  static boolean isOne(CodeElement element) {
    return element instanceof BranchInstruction jump
        && jump.opcode() != Opcode.GOTO
        && jump.opcode() != Opcode.GOTO_W;
  }

  static long count(CodeModel code) {
    return code.elementStream().filter(Conditions::isOne).count();
  }

  /** A pass over a method that does something else at its {@code nth} condition. */
  static BiConsumer<CodeBuilder, CodeElement> atNth(
      int nth, BiConsumer<CodeBuilder, BranchInstruction> instead) {
    int[] met = {0};
    return (code, element) -> {
      if (isOne(element) && ++met[0] == nth) {
        instead.accept(code, (BranchInstruction) element);
      } else {
        code.with(element);
      }
    };
  }

  /** Whether two values are compared, rather than one with zero or null. */
  static boolean isOfTwo(Opcode condition) {
    return switch (condition) {
      case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE -> true;
      case IF_ACMPEQ, IF_ACMPNE -> true;
      default -> false;
    };
  }

  static Opcode opposite(Opcode condition) {
    return switch (condition) {
      case IFEQ -> Opcode.IFNE;
      case IFNE -> Opcode.IFEQ;
      case IFLT -> Opcode.IFGE;
      case IFGE -> Opcode.IFLT;
      case IFGT -> Opcode.IFLE;
      case IFLE -> Opcode.IFGT;
      case IF_ICMPEQ -> Opcode.IF_ICMPNE;
      case IF_ICMPNE -> Opcode.IF_ICMPEQ;
      case IF_ICMPLT -> Opcode.IF_ICMPGE;
      case IF_ICMPGE -> Opcode.IF_ICMPLT;
      case IF_ICMPGT -> Opcode.IF_ICMPLE;
      case IF_ICMPLE -> Opcode.IF_ICMPGT;
      case IF_ACMPEQ -> Opcode.IF_ACMPNE;
      case IF_ACMPNE -> Opcode.IF_ACMPEQ;
      case IFNULL -> Opcode.IFNONNULL;
      case IFNONNULL -> Opcode.IFNULL;
      default -> throw new IllegalArgumentException(condition + " is no condition");
    };
  }
}
