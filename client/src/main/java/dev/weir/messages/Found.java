package dev.weir.messages;

import java.util.Optional;

/** What {@link Get} found. */
public record Found(Optional<Message> message) implements Answer {}
