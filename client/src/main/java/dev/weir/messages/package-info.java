/**
 * The words of Weir: what can be asked of messages, and what is answered.
 *
 * <p>Start at {@link dev.weir.messages.Messages}: the client, every room of a node and the stores
 * implement it. All values are immutable; {@link dev.weir.messages.HybridClock} and {@link
 * dev.weir.messages.MessageNamer} are safe for use by any thread. Nothing here blocks or starts a
 * thread. {@link dev.weir.messages.LeaseKeeper} keeps the lease that names are given with, for
 * clients and nodes alike.
 */
@NullMarked
package dev.weir.messages;

import org.jspecify.annotations.NullMarked;
