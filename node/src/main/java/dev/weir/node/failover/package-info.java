/**
 * Failover: which region serves a request, what happens when it does not, and how a region that was
 * left gets its channels back. The only package that knows Resilience4j.
 *
 * <p>Start at {@link dev.weir.node.failover.Failover}, then {@link dev.weir.node.failover.Journey};
 * {@link dev.weir.node.failover.RegionBreaker} tells when a region is left.
 *
 * <p>An attempt passes these guards of a region, outermost first:
 *
 * <table>
 *   <caption>The order of guards</caption>
 *   <tr><th>guard</th><th>where</th><th>else</th></tr>
 *   <tr><td>deadline</td><td>{@code Journey}</td><td>DEADLINE_EXCEEDED, nobody is asked</td></tr>
 *   <tr><td>bulkhead</td><td>{@code Home}, {@code Peer}</td><td>home: OVERLOADED at once, so that
 *       overload does not spread from region to region; another region: the next one, then
 *       OVERLOADED</td></tr>
 *   <tr><td>breaker</td><td>{@code RegionBreaker}, {@code ChannelBreakers}, {@code Peer}</td>
 *       <td>the next region; home as the last resort</td></tr>
 *   <tr><td>time limit</td><td>{@code Journey}</td><td>the next region is asked, too; the last one
 *       gets all the time that is left</td></tr>
 *   <tr><td>call</td><td>{@code Target}</td><td></td></tr>
 * </table>
 *
 * <p>Any thread may pass requests; one keeps time. Locks guard one journey or one breaker, and no
 * region is asked and no caller answered while one is held. A journey's lock may be held when a
 * breaker's is taken, never the other way round.
 */
@NullMarked
package dev.weir.node.failover;

import org.jspecify.annotations.NullMarked;
