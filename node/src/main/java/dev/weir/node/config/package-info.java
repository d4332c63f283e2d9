/**
 * Settings: where they come from, and what each may be.
 *
 * <p>Start at {@link dev.weir.node.config.Settings}. A file, the environment and flags are merged,
 * the later winning; every problem is reported at once. The only package that knows SmallRye
 * Config. Read once at start, by one thread.
 */
@NullMarked
package dev.weir.node.config;

import org.jspecify.annotations.NullMarked;
