/**
 * {@code weir demo}: two regions on one machine, under load, with one command.
 *
 * <p>Start at {@link dev.weir.chaos.demo.Demo}. Runs on the caller's thread; the load has a
 * scheduler of its own.
 */
@NullMarked
package dev.weir.chaos.demo;

import org.jspecify.annotations.NullMarked;
