/**
 * What the regions know of each other.
 *
 * <pre>
 *   region eu                                          region us
 *   eu-1 ──report──► every node of eu                  us-1  us-2  us-3
 *   eu-2 ──report──►   (each second)                     ▲     ▲     ▲
 *   eu-1, the region's site master, puts the reports     │     │     │
 *   together and sends ─────────── digest ───────────────┴─────┴─────┘
 * </pre>
 *
 * <p>A second JGroups cluster besides the region's own carries it, with RELAY3 between regions: the
 * eldest node of each region, JGroups' site master, keeps up the connection. How old a region's
 * newest digest is says how the region is; what JGroups tells of regions is only a hint.
 *
 * <p>Start at {@link dev.weir.node.bridge.Bridge}. One thread of its own sends and looks; JGroups'
 * threads receive. {@link dev.weir.node.bridge.Neighbours} is an immutable snapshot for any thread.
 * Nothing here is on the way of a request.
 */
@NullMarked
package dev.weir.node.bridge;

import org.jspecify.annotations.NullMarked;
