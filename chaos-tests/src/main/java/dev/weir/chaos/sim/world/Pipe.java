package dev.weir.chaos.sim.world;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One direction of a connection: bytes in packets, which arrive in order or not at all. */
final class Pipe {

  /** What may be under way and unread before a writer has to wait. */
  private static final int ROOM = 256 * 1024;

  private static final int LEAST_TO_CHOP = 8;

  private record Packet(byte[] bytes, long arrivesNanos, boolean end) {}

  private final Agenda agenda;
  private final RandomGenerator random;
  private final Link link;
  private final Stream writer;
  private final Stream reader;
  private final Trace trace;
  private final Queue<Packet> underWay = new ArrayDeque<>();
  private final Queue<byte[]> arrived = new ArrayDeque<>();
  private int offset;
  private int unread;
  private boolean ended;
  private boolean awaited;
  private boolean writerWaits;
  private long lastArrivalNanos;

  Pipe(Network network, Link link, Stream writer, Stream reader) {
    this.agenda = network.agenda();
    this.random = network.random();
    this.trace = network.trace();
    this.link = link;
    this.writer = writer;
    this.reader = reader;
  }

  /** Takes as many bytes as there is room for. */
  int write(ByteBuffer bytes) {
    int taken = Math.min(bytes.remaining(), ROOM - unread);
    if (taken < bytes.remaining()) {
      writerWaits = true;
    }
    if (taken <= 0) {
      return 0;
    }
    byte[] all = new byte[taken];
    bytes.get(all);
    unread += taken;
    if (taken >= LEAST_TO_CHOP && random.nextInt(16) == 0) {
      int cut = 1 + random.nextInt(taken - 1);
      send(Arrays.copyOf(all, cut), false);
      send(Arrays.copyOfRange(all, cut, taken), false);
    } else {
      send(all, false);
    }
    return taken;
  }

  /** Nothing follows. */
  void end() {
    send(new byte[0], true);
  }

  private void send(byte[] bytes, boolean end) {
    lastArrivalNanos = Math.max(lastArrivalNanos, agenda.nanos() + link.streamNanos());
    underWay.add(new Packet(bytes, lastArrivalNanos, end));
    await();
  }

  private void await() {
    Packet next = underWay.peek();
    if (next != null && !awaited) {
      awaited = true;
      agenda.after(next.arrivesNanos - agenda.nanos(), this::arrive);
    }
  }

  private void arrive() {
    awaited = false;
    if (reader.isGone()) {
      underWay.clear();
      reader.reset(writer);
      return;
    }
    if (link.isBlocked()) {
      link.held();
      awaited = true;
      link.whenOpen(this::arrive);
      return;
    }
    boolean news = false;
    while (!underWay.isEmpty() && underWay.peek().arrivesNanos <= agenda.nanos()) {
      Packet packet = underWay.remove();
      trace.mix(agenda.nanos());
      trace.mix(packet.bytes);
      if (packet.end) {
        ended = true;
      } else {
        arrived.add(packet.bytes);
      }
      news = true;
    }
    if (news) {
      reader.wake();
    }
    await();
  }

  /** As many bytes as have arrived and fit; -1 at the end; 0 if there are none now. */
  int read(ByteBuffer target) {
    int count = 0;
    while (target.hasRemaining() && !arrived.isEmpty()) {
      byte[] first = arrived.peek();
      int part = Math.min(target.remaining(), first.length - offset);
      target.put(first, offset, part);
      offset += part;
      count += part;
      if (offset == first.length) {
        arrived.remove();
        offset = 0;
      }
    }
    unread -= count;
    if (count > 0 && writerWaits) {
      writerWaits = false;
      agenda.after(link.messageNanos(), writer::wake);
    }
    return count == 0 && ended && target.hasRemaining() ? -1 : count;
  }

  /** Whether a read would say something. */
  boolean isReadable() {
    return !arrived.isEmpty() || ended;
  }

  boolean hasRoom() {
    return unread < ROOM;
  }

  /** All of what has arrived, at once; null if there is none. */
  byte @Nullable [] take() {
    if (arrived.isEmpty()) {
      return null;
    }
    byte[] first = arrived.remove();
    byte[] rest = offset == 0 ? first : Arrays.copyOfRange(first, offset, first.length);
    offset = 0;
    unread -= rest.length;
    if (writerWaits) {
      writerWaits = false;
      agenda.after(link.messageNanos(), writer::wake);
    }
    return rest;
  }

  boolean isEnded() {
    return ended && arrived.isEmpty();
  }
}
