/**
 * What operators ask a node over HTTP: is it alive, is it ready, what does it measure, who is in
 * its region, who owns what, what is read most; and that it drains.
 *
 * <p>Start at {@link dev.weir.node.admin.AdminServer}; {@link dev.weir.node.admin.Operations} is
 * what it needs of the node. The JDK's own HTTP server, each request on a virtual thread of its
 * own; nothing here is on a message's path but {@link dev.weir.node.admin.Metered}.
 */
@NullMarked
package dev.weir.node.admin;

import org.jspecify.annotations.NullMarked;
