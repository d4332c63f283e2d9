/**
 * The wire protocol: frames, and the one codec that both ends use.
 *
 * <p>Described for implementers in other languages in {@code docs/protocol.md}. Pure functions over
 * buffers: no I/O, no threads, no clock.
 */
@NullMarked
package dev.weir.client.protocol;

import org.jspecify.annotations.NullMarked;
