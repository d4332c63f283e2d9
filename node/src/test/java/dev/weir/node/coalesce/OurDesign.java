package dev.weir.node.coalesce;

import dev.weir.messages.Room;
import dev.weir.node.budget.RetryBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The rooms of a node, as they are put together there. */
final class OurDesign implements World.Design {

  private final FlightSettings settings;
  final List<Coalescer> coalescers = new ArrayList<>();
  long nowNanos;

  OurDesign() {
    this(FlightSettings.DEFAULT);
  }

  OurDesign(FlightSettings settings) {
    this.settings = settings;
  }

  @Override
  public Room origin(GatedStore store, int region, long incarnation, LongSupplier sequence) {
    Origin origin =
        new Origin(
            store,
            region,
            incarnation,
            sequence,
            level -> level.name(),
            new Whereabouts(World.A.node(), Optional::empty));
    Coalescer home =
        new Coalescer(
            origin,
            region,
            new Whereabouts(World.A.node(), Optional::empty),
            settings,
            new RetryBudget(0),
            () -> nowNanos,
            FlightEvents.NONE);
    coalescers.add(home);
    return new OtherRegions(
        home, region, new NoOtherRegion(), Duration.ofMillis(500), () -> nowNanos);
  }

  @Override
  public Room sharing(Room next, int region, Whereabouts whereabouts) {
    Coalescer coalescer =
        new Coalescer(
            next,
            region,
            whereabouts,
            settings,
            new RetryBudget(10),
            () -> nowNanos,
            FlightEvents.NONE);
    coalescers.add(coalescer);
    return coalescer;
  }
}
