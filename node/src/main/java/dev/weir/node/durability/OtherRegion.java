package dev.weir.node.durability;

import dev.weir.messages.Room;

/**
 * Another region.
 *
 * @param number in message ids and tokens, 0 to 7
 * @param room its nodes
 */
public record OtherRegion(int number, Room room) {}
