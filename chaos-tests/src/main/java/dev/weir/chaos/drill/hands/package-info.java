/**
 * How a drill's harm is done, seen and undone: to a demo, by a region's own orders, or by commands
 * of the drill file. Whatever is done undoes itself when the one who did it is gone.
 *
 * <p>Start at {@link dev.weir.chaos.drill.hands.Hands}. Everything blocks, and is for one thread.
 */
@NullMarked
package dev.weir.chaos.drill.hands;

import org.jspecify.annotations.NullMarked;
