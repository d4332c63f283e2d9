package dev.weir.chaos.mutation;

import java.lang.classfile.CodeModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;

/** The method that an instruction calls, by its short name: {@code Flight.isSealed}. */
final class Callee {

  private Callee() {}

  static boolean matches(InvokeInstruction call, String callee) {
    String owner = simple(call.owner().asInternalName());
    return callee.equals(owner + "." + call.name().stringValue());
  }

  /** A class's name without its package and the class around it. */
  static String simple(String internalName) {
    return internalName.substring(
        Math.max(internalName.lastIndexOf('/'), internalName.lastIndexOf('$')) + 1);
  }

  static int count(CodeModel code, String callee) {
    return (int)
        code.elementStream()
            .filter(element -> element instanceof InvokeInstruction call && matches(call, callee))
            .count();
  }

  static boolean hasReceiver(InvokeInstruction call) {
    return call.opcode() != Opcode.INVOKESTATIC;
  }
}
