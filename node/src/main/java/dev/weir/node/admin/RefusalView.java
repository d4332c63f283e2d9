package dev.weir.node.admin;

/**
 * Why the operators' port did not do what it was asked.
 *
 * @param code the name of a {@link dev.weir.messages.ErrorCode}
 * @param number of the code
 */
public record RefusalView(String code, int number, String message) {}
