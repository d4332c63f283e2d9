package dev.weir.chaos.sim;

import dev.weir.chaos.checker.CheckerSettings;
import dev.weir.chaos.checker.Checkers;
import dev.weir.chaos.checker.Verdict;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.observed.Observations;
import dev.weir.chaos.observed.Period;
import dev.weir.chaos.observed.Recovery;
import dev.weir.chaos.observed.Sweep;
import dev.weir.chaos.sim.faults.Crowd;
import dev.weir.chaos.sim.faults.Fault;
import dev.weir.chaos.sim.faults.PlannedFault;
import dev.weir.chaos.sim.faults.Trouble;
import dev.weir.chaos.sim.stage.SimClient;
import dev.weir.chaos.sim.stage.SimNode;
import dev.weir.chaos.sim.stage.Stage;
import dev.weir.chaos.sim.world.Agenda;
import dev.weir.chaos.sim.world.Chance;
import dev.weir.chaos.workload.Home;
import dev.weir.chaos.workload.SessionLoad;
import dev.weir.chaos.workload.SessionLoadConfig;
import dev.weir.client.WeirClient;
import dev.weir.messages.Durability;
import dev.weir.messages.ReadLevel;
import dev.weir.topology.ChannelId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One run of a plan, from the first node's start to the verdict.
 *
 * <pre>
 *   form ─► load and faults ─► heal ─► load alone ─► nobody asks ─► all is read ─► checked
 * </pre>
 */
public final class Simulation {

  private static final long FIRST_CHANNEL = 1;
  private static final Duration FORMING = Duration.ofSeconds(60);
  private static final Duration CONNECTING = Duration.ofSeconds(2);
  private static final Duration WARM = Duration.ofSeconds(5);

  /** What it may take until everything is well again. */
  private static final Duration RECOVERY = Duration.ofSeconds(10);

  /** What it may take until all requests have ended, and all hints were delivered. */
  private static final Duration ENDING = Duration.ofSeconds(120);

  /** No query answers a read that began so long after it. */
  private static final Duration OLDEST_FLIGHT = Duration.ofSeconds(30);

  /** Times that each gang has come in a stretch that tells how much is asked. */
  private static final int GANGS = 3;

  private static final Duration MOST_SKEW = Duration.ofHours(2);
  private static final int MOST_TOLD = 5;
  private static final int LEAST_OPERATIONS = 1_000;
  private static final int LEAST_SAMPLES = 100;

  private final SimPlan plan;
  private final Stage stage;
  private final Agenda agenda;
  private final List<Breach> breaches = new ArrayList<>();
  private final Observations observations = new Observations();
  private final Breakers breakers;
  private final Lookout lookout;
  private final Crowd crowd;
  private final SessionLoad load;
  private final Map<PlannedFault, Trouble> troubles = new LinkedHashMap<>();

  private Simulation(SimPlan plan) {
    this.plan = plan;
    this.stage = new Stage(plan.stage(), this::failed);
    this.agenda = stage.agenda();
    this.breakers = new Breakers(stage, breaches);
    this.lookout = new Lookout(stage, observations, breakers);
    this.crowd = new Crowd(stage, plan.load().channels());
    form();
    this.load = load();
    Durability usual = stage.nodes().getFirst().config().store().durability();
    Keepers keepers =
        new Keepers(stage.database(), usual, plan.stage().regions(), FIRST_CHANNEL, breaches);
    load.onRecorded(keepers::recorded);
  }

  /** Runs a plan on the calling thread, and checks what came of it. */
  public static SimResult run(SimPlan plan) {
    List<Breach> logged = new ArrayList<>();
    try (ErrorLog log = ErrorLog.listen(error -> logged.add(new Breach("crash", error)))) {
      return new Simulation(plan).run(logged);
    }
  }

  private void failed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    breaches.add(new Breach("crash", text.toString()));
  }

  /** Starts everything, and waits until nodes agree and clients had time to connect. */
  private void form() {
    RandomGenerator random = Chance.of(plan.seed(), "forming");
    for (SimNode node : stage.nodes()) {
      agenda.after(random.nextLong(1_000_000_000), node::start);
    }
    if (!agenda.runUntil(stage::agrees, FORMING.toNanos())) {
      breaches.add(new Breach("I18", "the regions did not form within " + FORMING));
    }
    for (int region = 0; region < plan.stage().regions(); region++) {
      for (int i = 0; i < plan.stage().clients().perRegion(); i++) {
        stage.client(region);
      }
    }
    agenda.runUntil(agenda.nanos() + CONNECTING.toNanos());
  }

  private SessionLoad load() {
    List<Home> homes = new ArrayList<>();
    for (SimClient client : stage.clients()) {
      homes.add(new Home(client.region(), client.client()));
    }
    return new SessionLoad(
        homes,
        new SessionLoadConfig(
            plan.load().sessions(),
            plan.operations(),
            FIRST_CHANNEL,
            plan.load().channels(),
            plan.seed(),
            plan.load().habits()),
        agenda.ticker(),
        new Bursts(agenda, Chance.of(plan.seed(), "bursts"), plan.load()));
  }

  private SimResult run(List<Breach> logged) {
    long begun = agenda.nanos();
    lookout.start();
    for (PlannedFault planned : plan.faults()) {
      Trouble trouble = Trouble.of(planned, stage, crowd);
      troubles.put(planned, trouble);
      agenda.after(planned.begins().toNanos(), trouble::begin);
      agenda.after(planned.begins().plus(planned.lasts()).toNanos(), trouble::heal);
    }
    load.start();
    agenda.runUntil(begun + plan.length().minus(SimPlan.CALM).toNanos());
    troubles.values().forEach(Trouble::heal);
    long healed = agenda.nanos();
    agenda.runUntil(begun + plan.length().toNanos());
    long ended = agenda.nanos();
    end();
    sweep();
    lookout.finish();
    if (troubles.values().stream().noneMatch(Trouble::isBeyondPromise)) {
      observations.recovered(
          new Recovery(
              calmBefore(begun, healed),
              healed,
              RECOVERY,
              ended,
              plan.load().together(),
              lookout.queues()));
    }
    breaches.addAll(logged);
    crowd.defects().forEach(each -> breaches.add(new Breach("I13", each)));
    stage.database().sharedNumbers().stream()
        .limit(MOST_TOLD)
        .forEach(each -> breaches.add(new Breach("I8", each)));
    if (troubles.values().stream().noneMatch(Trouble::isBeyondPromise)) {
      load.misnamed().stream()
          .limit(MOST_TOLD)
          .forEach(each -> breaches.add(new Breach("I4", each)));
    }
    RecordedHistory history = load.closeBooks();
    check(history);
    return new SimResult(
        plan.seed(),
        stage.trace().hash(),
        history.size(),
        Duration.ofNanos(agenda.nanos()),
        fired(),
        invalid(history),
        breaches,
        history);
  }

  /** Empty if it is too short to tell how much is asked by those who come in gangs. */
  private Period calmBefore(long begun, long healed) {
    long first =
        plan.faults().stream()
            .mapToLong(planned -> begun + planned.begins().toNanos())
            .min()
            .orElse(healed);
    long from = Math.min(begun + WARM.toNanos(), first);
    boolean isLong = first - from >= GANGS * plan.load().every().toNanos();
    return new Period(isLong ? from : first, first);
  }

  /** Nobody asks any more: waits until what is under way has ended, and everybody was told. */
  private void end() {
    load.finish();
    long latest = agenda.nanos() + ENDING.toNanos();
    if (!agenda.runUntil(() -> load.isOver() && crowd.underWay() == 0, latest)) {
      breaches.add(new Breach("I13", "some requests never end"));
    }
    if (!agenda.runUntil(stage.database()::isSettled, latest)) {
      breaches.add(new Breach("model", "the database does not settle"));
    }
    agenda.runUntil(agenda.nanos() + RECOVERY.toNanos());
    if (!agenda.runUntil(breakers::areClosed, latest)) {
      breaches.add(new Breach("I12", "a database that is well is not taken back"));
    }
  }

  /** Reads everything: all regions together, which tells each of them all, and then one by one. */
  private void sweep() {
    sweep(stage.clients().getFirst().client(), ReadLevel.STRONG, Sweep.EVERY_REGION);
    for (int region = 0; region < plan.stage().regions(); region++) {
      int home = region;
      stage.clients().stream()
          .filter(client -> client.region() == home)
          .findFirst()
          .ifPresent(client -> sweep(client.client(), ReadLevel.SESSION, home));
    }
  }

  private void sweep(WeirClient client, ReadLevel level, int region) {
    int[] left = {plan.load().channels()};
    for (int number = 0; number < plan.load().channels(); number++) {
      new FinalSweep(
              client,
              level,
              region,
              sweep -> {
                left[0]--;
                observations.swept(sweep);
              },
              why -> breaches.add(new Breach("I12", "cannot be read in the end: " + why)))
          .begin(new ChannelId(FIRST_CHANNEL + number), number);
    }
    agenda.runUntil(() -> left[0] == 0, agenda.nanos() + ENDING.toNanos());
  }

  private void check(RecordedHistory history) {
    CheckerSettings settings =
        plan.stage().regions() == 1
            ? CheckerSettings.ofOneRegion(OLDEST_FLIGHT)
            : CheckerSettings.ofSeveralRegions();
    if (plan.faults().stream().anyMatch(planned -> planned.fault() == Fault.CLOCKS)) {
      settings = settings.skewed(MOST_SKEW);
    }
    Verdict verdict = Checkers.all(history, observations, settings.withLeastSamples(LEAST_SAMPLES));
    verdict
        .violations()
        .forEach(each -> breaches.add(new Breach(each.invariant().number(), each.toString())));
  }

  private Map<Fault, Integer> fired() {
    Map<Fault, Integer> fired = new EnumMap<>(Fault.class);
    troubles.forEach((planned, trouble) -> {
      if (trouble.fired() > 0) {
        fired.merge(planned.fault(), 1, Integer::sum);
      }
    });
    return fired;
  }

  private Optional<String> invalid(RecordedHistory history) {
    List<String> idle =
        troubles.entrySet().stream()
            .filter(each -> each.getValue().fired() <= 0)
            .map(each -> each.getKey().fault().number())
            .toList();
    if (!idle.isEmpty()) {
      return Optional.of("did not fire: " + String.join(", ", idle));
    }
    return history.size() < LEAST_OPERATIONS
        ? Optional.of("only %d operations".formatted(history.size()))
        : Optional.empty();
  }
}
