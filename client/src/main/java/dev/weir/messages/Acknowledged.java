package dev.weir.messages;

/** The write is kept: a quorum of the region's replicas has it. */
public record Acknowledged() implements Answer {}
