/**
 * What operators ask a node over HTTP: is it alive, is it ready, what does it measure.
 *
 * <p>Start at {@link dev.weir.node.admin.AdminServer}. The JDK's own HTTP server, each request on a
 * virtual thread of its own; nothing here is on a message's path but {@link
 * dev.weir.node.admin.Metered}.
 */
@NullMarked
package dev.weir.node.admin;

import org.jspecify.annotations.NullMarked;
