package dev.weir.client;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Query;
import dev.weir.messages.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the engine beneath a {@link WeirClient}, {@link Peers} and a {@link RegionLink} is told of
 * them.
 *
 * @param places the home region first, then the others in the order of failover
 * @param limits how much may be under way
 * @param waits whether a request waits for a connection while there is none, until its deadline;
 *     else it fails at once, and as soon as all who were sent it are silent
 */
record Setup(List<Place> places, ClientConfig.Limits limits, boolean waits) {

  /** Often enough to know within seconds that a link with nothing to carry is broken. */
  private static final Duration LINK_PINGS = Duration.ofSeconds(2);

  /** Once, and once more on another node: then it is time for another region. */
  private static final int LINK_TRIES = 2;

  static Setup of(ClientConfig config) {
    Query.Hello hello = hello(config.credentials(), config.name());
    List<Place> places = new ArrayList<>();
    places.add(
        new Place(
            Optional.empty(), config.contacts(), hello, config.connecting(), Optional.empty()));
    for (Elsewhere other : config.elsewhere()) {
      places.add(placeOf(other, hello, config.connecting()));
    }
    return new Setup(List.copyOf(places), config.limits(), true);
  }

  static Setup of(PeersConfig config) {
    Place place =
        new Place(
            Optional.empty(),
            List.of(),
            hello(config.credentials(), config.self().name()),
            config.connecting(),
            Optional.of(config.self()));
    return new Setup(List.of(place), config.limits(), false);
  }

  /** A link from a node to another region. */
  static Setup of(Elsewhere other) {
    ClientConfig.Connecting usual = ClientConfig.Connecting.DEFAULT;
    ClientConfig.Connecting connecting =
        new ClientConfig.Connecting(
            usual.timeout(),
            usual.attemptTimeout(),
            usual.minBackoff(),
            usual.maxBackoff(),
            LINK_PINGS,
            usual.suspectAfter());
    return linkTo(other, connecting);
  }

  static Setup linkTo(Elsewhere other, ClientConfig.Connecting connecting) {
    ClientConfig.Limits usual = ClientConfig.Limits.DEFAULT;
    return new Setup(
        List.of(placeOf(other, hello(Payload.EMPTY, "region-link"), connecting)),
        new ClientConfig.Limits(usual.inFlight(), usual.bytesInFlight(), LINK_TRIES),
        false);
  }

  private static Place placeOf(
      Elsewhere other, Query.Hello hello, ClientConfig.Connecting connecting) {
    return new Place(
        Optional.of(other.region()),
        other.contacts(),
        hello,
        Place.farAway(connecting),
        Optional.empty());
  }

  private static Query.Hello hello(Payload credentials, String name) {
    return new Query.Hello(Codec.VERSION, Codec.VERSION, credentials, name);
  }
}
