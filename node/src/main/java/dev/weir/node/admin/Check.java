package dev.weir.node.admin;

/**
 * One condition of a node's readiness.
 *
 * @param name a word or two, such as {@code database}
 * @param ok whether it holds
 * @param detail what an operator wants to know of it, in a line
 */
public record Check(String name, boolean ok, String detail) {}
