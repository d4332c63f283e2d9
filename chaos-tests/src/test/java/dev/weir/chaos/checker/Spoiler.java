package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Sighting;
import dev.weir.chaos.history.Span;
import dev.weir.chaos.history.Told;
import dev.weir.chaos.history.Version;
import dev.weir.chaos.observed.Sweep;
import dev.weir.messages.Degraded;
import dev.weir.messages.ReadLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Ways to spoil a run in a single place, as a defect would. Some places nobody can tell. */
enum Spoiler {
  /** A message is not on a page that had it. */
  MESSAGE_MISSING {
    @Override
    Optional<Run> spoil(Run run, RandomGenerator random) {
      return page(run, random, read -> !isEventual(read), (page, at) -> page.remove(at));
    }
  },
  /** A message is on a page as it was before its last edit. */
  MESSAGE_OLDER {
    @Override
    Optional<Run> spoil(Run run, RandomGenerator random) {
      return page(
          run,
          random,
          read ->
              !isEventual(read)
                  && read.action() instanceof Action.Read page
                  && page.sightings().stream().allMatch(one -> one.version() > 0),
          (page, at) ->
              page.set(at, new Sighting(page.get(at).message(), page.get(at).version() - 1)));
    }
  },
  /** A message is on a page as it was never written. */
  MESSAGE_FOREIGN {
    @Override
    Optional<Run> spoil(Run run, RandomGenerator random) {
      return page(
          run,
          random,
          read -> true,
          (page, at) ->
              page.set(at, new Sighting(page.get(at).message(), page.get(at).version() + 1_000)));
    }
  },
  /** A message is on a page twice. */
  MESSAGE_TWICE {
    @Override
    Optional<Run> spoil(Run run, RandomGenerator random) {
      return page(run, random, read -> true, (page, at) -> page.add(at, page.get(at)));
    }
  },
  /** What was kept is told as failed. */
  KEPT_TOLD_FAILED {
    @Override
    Optional<Run> spoil(Run run, RandomGenerator random) {
      return operation(
          run,
          random,
          one -> one.isOk() && one.action() instanceof Action.Write,
          one -> with(one, one.action(), Outcome.FAILED, one.span(), Told.NOTHING));
    }
  },
  /** What was kept nowhere is acknowledged. */
  FAILED_TOLD_KEPT {
    @Override
    Optional<Run> spoil(Run run, RandomGenerator random) {
      return operation(
          run,
          random,
          one -> one.outcome() == Outcome.FAILED,
          one -> with(one, one.action(), Outcome.OK, one.span(), Ops.by(0, 1)));
    }
  },
  /** An outcome comes long after its deadline. */
  OUTCOME_LATE {
    @Override
    Optional<Run> spoil(Run run, RandomGenerator random) {
      return operation(
          run,
          random,
          one -> one.channel() != Operation.EVERY_CHANNEL,
          one -> {
            long late = (RegionsModel.TIMEOUT_MILLIS + 100) * 1_000_000L;
            Span span = new Span(one.span().startedNanos(), one.span().startedNanos() + late);
            return with(one, one.action(), one.outcome(), span, one.told());
          });
    }
  },
  /** A degraded answer does not say so. */
  DEGRADED_SILENTLY {
    @Override
    Optional<Run> spoil(Run run, RandomGenerator random) {
      return operation(
          run,
          random,
          Operation::isDegraded,
          one ->
              with(
                  one,
                  one.action(),
                  one.outcome(),
                  one.span(),
                  Ops.by(one.told().region(), Told.NEVER)));
    }
  },
  /** A degraded answer owns up to less than it lacks. */
  DEGRADED_BEFORE_ALL {
    @Override
    Optional<Run> spoil(Run run, RandomGenerator random) {
      return operation(
          run,
          random,
          Operation::isDegraded,
          one -> {
            Degraded said = one.told().degraded().orElseThrow();
            return with(
                one,
                one.action(),
                one.outcome(),
                one.span(),
                Ops.lacking(one.told().region(), said.region(), 1));
          });
    }
  },
  /** In the end a message is not there. */
  SWEEP_LACKS {
    @Override
    Optional<Run> spoil(Run run, RandomGenerator random) {
      return sweep(run, random, (contents, message) -> contents.remove(message));
    }
  },
  /** In the end a message is as it was before its last edit. */
  SWEEP_OLDER {
    @Override
    Optional<Run> spoil(Run run, RandomGenerator random) {
      return sweep(run, random, (contents, message) -> contents.merge(message, -1, Integer::sum));
    }
  },
  /** In the end a deleted message is there. */
  SWEEP_RESURRECTS {
    @Override
    Optional<Run> spoil(Run run, RandomGenerator random) {
      List<Operation> deletions =
          run.operations().stream()
              .filter(one ->
                  one.isOk()
                      && one.action() instanceof Action.Write write
                      && write.version() == Version.DELETED)
              .toList();
      if (deletions.isEmpty()) {
        return Optional.empty();
      }
      Operation deletion = deletions.get(random.nextInt(deletions.size()));
      List<Sweep> sweeps = new ArrayList<>(run.sweeps());
      sweeps.replaceAll(sweep -> {
        Map<Long, Integer> contents = new HashMap<>(sweep.contents());
        contents.put(((Action.Write) deletion.action()).message(), Version.APPENDED);
        return sweep.channel() == deletion.channel()
            ? new Sweep(sweep.channel(), sweep.region(), contents)
            : sweep;
      });
      return Optional.of(new Run(run.operations(), sweeps));
    }
  };

  /** What is spoilt. */
  record Run(List<Operation> operations, List<Sweep> sweeps) {}

  private interface Change {
    void spoil(List<Sighting> page, int at);
  }

  private interface Swept {
    void spoil(Map<Long, Integer> contents, long message);
  }

  private interface Other {
    Operation instead(Operation one);
  }

  /** The run, spoilt; empty if it has no such place. */
  abstract Optional<Run> spoil(Run run, RandomGenerator random);

  private static boolean isEventual(Operation one) {
    return one.terms().level() == ReadLevel.EVENTUAL;
  }

  private static Optional<Run> operation(
      Run run, RandomGenerator random, Predicate<Operation> which, Other other) {
    int[] places =
        IntStream.range(0, run.operations().size())
            .filter(i -> which.test(run.operations().get(i)))
            .toArray();
    if (places.length == 0) {
      return Optional.empty();
    }
    int place = places[random.nextInt(places.length)];
    List<Operation> spoilt = new ArrayList<>(run.operations());
    spoilt.set(place, other.instead(spoilt.get(place)));
    return Optional.of(new Run(spoilt, run.sweeps()));
  }

  private static Optional<Run> page(
      Run run, RandomGenerator random, Predicate<Operation> which, Change change) {
    return operation(
        run,
        random,
        one ->
            one.action() instanceof Action.Read page
                && !page.sightings().isEmpty()
                && which.test(one),
        one -> {
          List<Sighting> page = new ArrayList<>(((Action.Read) one.action()).sightings());
          change.spoil(page, random.nextInt(page.size()));
          Action.Read read = new Action.Read(((Action.Read) one.action()).coverage(), page);
          return with(one, read, one.outcome(), one.span(), one.told());
        });
  }

  private static Optional<Run> sweep(Run run, RandomGenerator random, Swept swept) {
    int place = random.nextInt(run.sweeps().size());
    Sweep sweep = run.sweeps().get(place);
    List<Long> messages = List.copyOf(sweep.contents().keySet());
    if (messages.isEmpty()) {
      return Optional.empty();
    }
    Map<Long, Integer> contents = new HashMap<>(sweep.contents());
    swept.spoil(contents, messages.get(random.nextInt(messages.size())));
    List<Sweep> sweeps = new ArrayList<>(run.sweeps());
    sweeps.set(place, new Sweep(sweep.channel(), sweep.region(), contents));
    return Optional.of(new Run(run.operations(), sweeps));
  }

  private static Operation with(
      Operation one, Action action, Outcome outcome, Span span, Told told) {
    return new Operation(one.session(), one.channel(), action, outcome, span, one.terms(), told);
  }
}
