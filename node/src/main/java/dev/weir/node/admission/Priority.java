package dev.weir.node.admission;

import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.Call;
import dev.weir.messages.Channels;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Edit;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;

/**
 * How precious a request is when not all can be served, the most precious first. Whoever is less
 * precious may fill the node only in part, and so is shed before the others notice.
 */
public enum Priority {
  /** Writes of this region's clients, and their reads that must show what was written. */
  HOME(1.0),
  /** The same of clients whose own region cannot serve them. */
  OTHER_REGION(0.8),
  /** Whatever can as well be asked later, or may be answered with less. */
  DEFERRABLE(0.6);

  private final double part;

  Priority(double part) {
    this.part = part;
  }

  /** A request's priority. */
  static Priority of(Request<?> request, Call call) {
    return switch (request) {
      case Channels _, AppendAll _, DeleteBulk _ -> DEFERRABLE;
      case History _, Get _ ->
          call.level() == ReadLevel.EVENTUAL ? DEFERRABLE : byRegion(call.regional());
      case Append _, Edit _, Delete _ -> byRegion(call.regional());
    };
  }

  private static Priority byRegion(boolean regional) {
    return regional ? OTHER_REGION : HOME;
  }

  /** The part of a limit up to which requests of this priority are taken, above 0 and up to 1. */
  double part() {
    return part;
  }

  /** The same of a limit as a number, 1 or more. */
  int partOf(int limit) {
    return Math.max(1, (int) (part * limit));
  }
}
