/** The thin client: talks to nodes, needs nothing but {@code java.base}. */
@NullMarked
package dev.weir.client;

import org.jspecify.annotations.NullMarked;
