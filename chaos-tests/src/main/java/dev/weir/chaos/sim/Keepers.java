package dev.weir.chaos.sim;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Told;
import dev.weir.chaos.history.Version;
import dev.weir.chaos.sim.database.SimDatabase;
import dev.weir.messages.Durability;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.node.store.Cells;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the replicas when a session is told that its write is kept: as many must have it as its
 * durability says (I1), whether or not anything ever happens to them.
 */
final class Keepers {

  private static final int MOST_TOLD = 5;

  private final SimDatabase database;
  private final Durability usual;
  private final int regions;
  private final long firstChannel;
  private final List<Breach> breaches;
  private int told;

  /**
   * Nothing was seen yet.
   *
   * @param usual the durability of writes that name none
   */
  Keepers(
      SimDatabase database,
      Durability usual,
      int regions,
      long firstChannel,
      List<Breach> breaches) {
    this.database = database;
    this.usual = usual;
    this.regions = regions;
    this.firstChannel = firstChannel;
    this.breaches = breaches;
  }

  /** An operation has ended just now. */
  void recorded(Operation operation) {
    if (operation.isOk() && operation.action() instanceof Action.Write write) {
      boolean every =
          usual == Durability.EVERY_REGION
              || operation.terms().durability() == Durability.EVERY_REGION;
      for (int region = 0; region < regions; region++) {
        if (every || region == operation.told().region()) {
          look(operation, write, region);
        }
      }
      if (!every && operation.told().region() == Told.NOBODY) {
        tell("an acknowledgement says of no region that it keeps the write: " + operation);
      }
    }
  }

  private void look(Operation operation, Action.Write write, int region) {
    long channel = firstChannel + operation.channel();
    int holders = database.holders(region, channel, write.message(), cells -> holds(cells, write));
    if (holders < database.quorum()) {
      tell(
          "%d replicas of region %d have it, %d are to: %s"
              .formatted(holders, region, database.quorum(), operation));
    }
  }

  /** Whether a row has this version, or a later one, or was deleted. */
  private static boolean holds(Cells cells, Action.Write write) {
    if (cells.deletedAtMicros() != Cells.NEVER) {
      return true;
    }
    if (write.version() == Version.APPENDED) {
      return cells.author().isPresent();
    }
    MessageId id = new MessageId(write.message());
    return write.version() != Version.DELETED
        && cells
            .body()
            .filter(body ->
                Version.of(new Message(id, 0, body.body(), Optional.empty())) >= write.version())
            .isPresent();
  }

  private void tell(String text) {
    if (told++ < MOST_TOLD) {
      breaches.add(new Breach("I1", text));
    }
  }
}
