package dev.weir.chaos.observed;

/**
 * What connections saw become of requests (I13).
 *
 * @param where such as a node's name
 * @param requests that arrived there whole
 * @param repeated those that were answered more than once
 * @param unanswered those that were never answered, though their connection was open until after
 *     their deadline
 */
public record Replies(String where, long requests, long repeated, long unanswered) {}
