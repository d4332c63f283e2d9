/**
 * The thin client: talks to nodes, needs nothing but {@code java.base}.
 *
 * <p>Start at {@link dev.weir.client.WeirClient}, or for nodes among themselves at {@link
 * dev.weir.client.Peers}, for nodes towards another region at {@link dev.weir.client.RegionLink};
 * the {@link dev.weir.client.Engine} is the same. A request becomes an {@link
 * dev.weir.client.Errand}, which the {@link dev.weir.client.Dispatcher} hands to the {@link
 * dev.weir.client.Connection} that the {@link dev.weir.client.Route} names; the {@link
 * dev.weir.client.Dialer} sees to it that there is one, to any of the {@link
 * dev.weir.client.Contacts}. The {@link dev.weir.client.Pulse} tells which connection is silent.
 *
 * <p>All this is there for each region that a client knows, as a {@link dev.weir.client.Side};
 * {@link dev.weir.client.Sides} picks one for each request by the rules of {@link
 * dev.weir.client.Homing}.
 *
 * <p>Users ask through a {@link dev.weir.client.Session}, which sees to it that what they read only
 * moves forward; the rules are in {@link dev.weir.client.SeenTokens}.
 *
 * <p>Time, chance, sockets and the thread are those of a {@link dev.weir.client.Ground}: the {@link
 * dev.weir.client.MachineGround} in production, another one in a simulation.
 *
 * <p>Thread rule: whoever asks encodes the request; all else happens in turns of the one {@link
 * dev.weir.client.IoLoop}, without locks; outcomes are completed on the configured executor. Only
 * what is named Machine… knows the system's clock, threads and sockets.
 */
@NullMarked
package dev.weir.client;

import org.jspecify.annotations.NullMarked;
