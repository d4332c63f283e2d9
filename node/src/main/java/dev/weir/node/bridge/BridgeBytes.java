package dev.weir.node.bridge;

import dev.weir.node.orders.Order;
import dev.weir.node.orders.Orders;
import dev.weir.topology.ChannelId;
import dev.weir.topology.Epoch;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How reports and digests look on their way: a byte for the version, one for what it is, the
 * fields. A version may grow at its end: older nodes read what they know. What this version cannot
 * read is nothing, whoever sent it.
 */
final class BridgeBytes {

  /** The most bytes of a message; more are not looked at. */
  static final int MAX_BYTES = 512 << 10;

  private static final int VERSION = 1;
  private static final int REPORT = 1;
  private static final int DIGEST = 2;
  private static final int SERVE = 0;
  private static final int EVACUATE = 1;
  private static final int LOST = 2;
  private static final int SMALLEST_ENTRY = 8;

  private BridgeBytes() {}

  /** Writes a value. */
  @FunctionalInterface
  private interface Writer<T> {
    void write(DataOutputStream out, T value) throws IOException;
  }

  /** Reads a value. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  static byte[] of(Report report) {
    return bytes(
        REPORT,
        out -> {
          write(out, report.stamp());
          write(out, report.node());
          writeAll(out, report.hot(), BridgeBytes::write);
        });
  }

  static byte[] of(Digest digest) {
    return bytes(
        DIGEST,
        out -> {
          out.writeUTF(digest.region().name());
          out.writeByte(digest.number());
          write(out, digest.stamp());
          writeAll(out, digest.epoch().stream().toList(), BridgeBytes::write);
          writeAll(out, digest.nodes(), BridgeBytes::write);
          writeAll(out, digest.hot(), BridgeBytes::write);
          writeAll(out, digest.echoes(), BridgeBytes::write);
          writeAll(out, digest.clocks(), BridgeBytes::write);
          writeAll(out, digest.orders().all(), BridgeBytes::write);
        });
  }

  /** A report, if that is what it is. */
  static Optional<Report> report(byte[] bytes) {
    return read(
        bytes,
        REPORT,
        in -> new Report(stamp(in), node(in), all(in, Digest.MAX_HOT, BridgeBytes::hot)));
  }

  /** A digest, if that is what it is. */
  static Optional<Digest> digest(byte[] bytes) {
    return read(
        bytes,
        DIGEST,
        in ->
            new Digest(
                new Region(in.readUTF()),
                in.readUnsignedByte(),
                stamp(in),
                all(in, 1, BridgeBytes::epoch).stream().findFirst(),
                all(in, Digest.MAX_NODES, BridgeBytes::node),
                all(in, Digest.MAX_HOT, BridgeBytes::hot),
                all(in, Digest.MAX_REGIONS, BridgeBytes::echo),
                all(in, Digest.MAX_REGIONS, BridgeBytes::clock),
                Orders.of(all(in, Orders.MAX, BridgeBytes::order))));
  }

  /** Whether it claims to be a report; the rest may be anything. */
  static boolean isReport(byte[] bytes) {
    return bytes.length > 1 && bytes[1] == REPORT;
  }

  private static <T> Optional<T> read(byte[] bytes, int kind, Reader<T> reader) {
    if (bytes.length < 2 || bytes.length > MAX_BYTES || bytes[0] != VERSION || bytes[1] != kind) {
      return Optional.empty();
    }
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, 2, bytes.length - 2))) {
      return Optional.of(reader.read(in));
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** What is written to the bytes of a message. */
  @FunctionalInterface
  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(int kind, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeByte(kind);
      content.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static <T> void writeAll(DataOutputStream out, List<T> values, Writer<T> writer)
      throws IOException {
    out.writeShort(values.size());
    for (T value : values) {
      writer.write(out, value);
    }
  }

  private static <T> List<T> all(DataInputStream in, int most, Reader<T> reader)
      throws IOException {
    int count = in.readUnsignedShort();
    if (count > most || count > in.available()) {
      throw new IOException("%d entries: at most %d".formatted(count, most));
    }
    List<T> values = new ArrayList<>(Math.min(count, in.available() / SMALLEST_ENTRY + 1));
    for (int i = 0; i < count; i++) {
      values.add(reader.read(in));
    }
    return values;
  }

  private static void write(DataOutputStream out, Stamp stamp) throws IOException {
    out.writeUTF(stamp.sender().name());
    out.writeLong(stamp.started());
    out.writeLong(stamp.sequence());
    out.writeLong(stamp.sentMicros());
  }

  private static Stamp stamp(DataInputStream in) throws IOException {
    return new Stamp(new NodeId(in.readUTF()), in.readLong(), in.readLong(), in.readLong());
  }

  private static void write(DataOutputStream out, Epoch epoch) throws IOException {
    out.writeLong(epoch.number());
    out.writeUTF(epoch.coordinator().name());
  }

  private static Epoch epoch(DataInputStream in) throws IOException {
    return new Epoch(in.readLong(), new NodeId(in.readUTF()));
  }

  private static void write(DataOutputStream out, NodeReport node) throws IOException {
    out.writeUTF(node.node().name());
    out.writeUTF(node.address().host());
    out.writeInt(node.address().port());
    out.writeBoolean(node.ready());
    out.writeBoolean(node.draining());
    out.writeInt(node.owned());
    out.writeLong(node.load().requestsPerSecond());
    out.writeLong(node.load().inFlight());
    out.writeLong(node.load().limit());
    out.writeBoolean(node.database().well());
    out.writeUTF(node.database().detail());
  }

  private static NodeReport node(DataInputStream in) throws IOException {
    return new NodeReport(
        new NodeId(in.readUTF()),
        new NodeAddress(in.readUTF(), in.readInt()),
        in.readBoolean(),
        in.readBoolean(),
        in.readInt(),
        new Load(in.readLong(), in.readLong(), in.readLong()),
        new DatabaseHealth(in.readBoolean(), in.readUTF()));
  }

  private static void write(DataOutputStream out, HotRate hot) throws IOException {
    out.writeLong(hot.channel().value());
    out.writeLong(hot.readsPerSecond());
  }

  private static HotRate hot(DataInputStream in) throws IOException {
    return new HotRate(new ChannelId(in.readLong()), in.readLong());
  }

  private static void write(DataOutputStream out, Echo echo) throws IOException {
    out.writeUTF(echo.sender().name());
    out.writeLong(echo.sentMicros());
    out.writeLong(echo.heldMicros());
  }

  private static Echo echo(DataInputStream in) throws IOException {
    return new Echo(new NodeId(in.readUTF()), in.readLong(), in.readLong());
  }

  private static void write(DataOutputStream out, ClockOffset clock) throws IOException {
    out.writeUTF(clock.region().name());
    out.writeLong(clock.offsetMicros());
    out.writeLong(clock.errorMicros());
  }

  private static ClockOffset clock(DataInputStream in) throws IOException {
    return new ClockOffset(new Region(in.readUTF()), in.readLong(), in.readLong());
  }

  private static void write(DataOutputStream out, Order order) throws IOException {
    out.writeUTF(order.region().name());
    out.writeByte(order.number());
    out.writeLong(order.revision());
    out.writeLong(order.setAt().toEpochMilli());
    out.writeLong(order.expiresAt().map(Instant::toEpochMilli).orElse(0L));
    out.writeUTF(order.by());
    switch (order.what()) {
      case Order.Serve _ -> out.writeByte(SERVE);
      case Order.Lost _ -> out.writeByte(LOST);
      case Order.Evacuate evacuate -> {
        out.writeByte(EVACUATE);
        out.writeLong(evacuate.each().toMillis());
        writeAll(out, evacuate.steps(), DataOutputStream::writeByte);
      }
    }
  }

  private static Order order(DataInputStream in) throws IOException {
    Region region = new Region(in.readUTF());
    int number = in.readUnsignedByte();
    long revision = in.readLong();
    Instant setAt = Instant.ofEpochMilli(in.readLong());
    long expiresMillis = in.readLong();
    String by = in.readUTF();
    Optional<Instant> expiresAt =
        expiresMillis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expiresMillis));
    return new Order(region, number, what(in), revision, setAt, expiresAt, by);
  }

  private static Order.What what(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case SERVE -> new Order.Serve();
      case LOST -> new Order.Lost();
      case EVACUATE -> {
        Duration each = Duration.ofMillis(in.readLong());
        yield new Order.Evacuate(
            all(in, Order.Evacuate.MAX_STEPS, DataInputStream::readUnsignedByte), each);
      }
      default -> throw new IOException("an order of kind %d".formatted(kind));
    };
  }
}
