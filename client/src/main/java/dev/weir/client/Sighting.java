package dev.weir.client;

import dev.weir.messages.Token;

/**
 * A token and when it came, so that it can be forgotten once nothing under way is as old.
 *
 * @param atNanos on the client's ticker; never before the token's own point
 */
record Sighting(Token token, long atNanos) {}
