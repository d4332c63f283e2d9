package dev.weir.node.ownership;

import dev.weir.topology.Candidate;
import dev.weir.topology.Candidate.Standing;
import dev.weir.topology.Epoch;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.Placement;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A talk with an ownership machine of twelve ranges, as text. What it puts into the map is in the
 * map and seen at once, unless the map is deaf.
 *
 * <pre>
 *   &gt; ready                    this node announces itself
 *   &gt; view a b 2c [merged]     incarnations, the coordinator first; 2c is the second of node c
 *   &gt; card b [phase] [seen=7b] another node's card is in the map
 *   &gt; table 7@b b c            another node's table is in the map, of these owners
 *   &gt; lose table               the map has no table any more
 *   &gt; lose cards               the map has only this node's card any more
 *   &gt; deaf / hears             puts do not reach the map / do again
 *   &gt; drain / restart          this node is asked to
 *   &gt; +500ms                   time goes by
 * </pre>
 */
final class Dialogue {

  private static final Region EU = new Region("eu");
  private static final int RANGES = 12;

  private final NodeId node;
  private final OwnershipMachine machine;
  private final Map<NodeId, NodeCard> cards = new TreeMap<>();
  private final List<String> transcript = new ArrayList<>();
  private Optional<RangeTable> table = Optional.empty();
  private Optional<RangeTable> before = Optional.empty();
  private boolean deaf;
  private long nowNanos = Long.MAX_VALUE - 1_000;

  Dialogue(String node) {
    this.node = new NodeId(node);
    OwnershipSettings settings =
        new OwnershipSettings(
            RANGES,
            1,
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            2,
            Duration.ofSeconds(1));
    machine = new OwnershipMachine(settings, EU, this.node, 1, nowNanos);
  }

  /** Replays the lines that begin with {@code >}, and gives back all that was said. */
  static String replay(String text) {
    List<String> lines = text.lines().toList();
    Dialogue dialogue = new Dialogue(lines.get(0).substring("node ".length()));
    dialogue.transcript.add(lines.get(0));
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("> ")) {
        dialogue.transcript.add(line);
        dialogue.say(line.substring(2).split(" "));
      } else if (!line.startsWith("< ")) {
        dialogue.transcript.add(line);
      }
    }
    return String.join("\n", dialogue.transcript) + "\n";
  }

  private void say(String[] words) {
    switch (words[0]) {
      case "ready" -> change(card(node.name(), Phase.SERVING, Optional.empty()));
      case "drain" -> change(machine.own().orElseThrow().in(Phase.DRAINING));
      case "restart" -> change(machine.own().orElseThrow().in(Phase.RESTARTING));
      case "view" -> view(words);
      case "card" -> {
        Phase phase = Phase.SERVING;
        Optional<Epoch> seen = Optional.empty();
        for (String word : Arrays.copyOfRange(words, 2, words.length)) {
          if (word.startsWith("seen=")) {
            seen = Optional.of(epoch(word.substring("seen=".length())));
          } else {
            phase = Phase.valueOf(word.toUpperCase(Locale.ROOT));
          }
        }
        NodeCard card = card(words[1], phase, seen);
        cards.put(card.member().node(), card);
        see();
      }
      case "table" -> {
        table = Optional.of(table(epoch(words[1]), Arrays.copyOfRange(words, 2, words.length)));
        see();
      }
      case "lose" -> {
        if (words[1].equals("table")) {
          table = Optional.empty();
        } else {
          cards.keySet().removeIf(name -> !name.equals(node));
        }
        see();
      }
      case "deaf" -> deaf = true;
      case "hears" -> deaf = false;
      default -> {
        nowNanos += duration(words[0]).toNanos();
        tell(new OwnershipEvent.TimerFired());
        see();
      }
    }
  }

  private void view(String[] words) {
    boolean merged = words[words.length - 1].equals("merged");
    int end = merged ? words.length - 1 : words.length;
    List<UUID> members = Arrays.stream(words, 1, end).map(Dialogue::incarnation).toList();
    tell(new OwnershipEvent.ViewSeen(members, merged));
  }

  private void change(NodeCard own) {
    tell(new OwnershipEvent.CardChanged(own));
  }

  private void see() {
    tell(new OwnershipEvent.MapSeen(List.copyOf(cards.values()), table));
  }

  private void tell(OwnershipEvent event) {
    boolean put = false;
    for (OwnershipEffect effect : machine.on(event, nowNanos)) {
      switch (effect) {
        case OwnershipEffect.Adopt adopt -> {
          transcript.add("< adopt " + summary(adopt.table()));
          before = Optional.of(adopt.table());
        }
        case OwnershipEffect.RemoveCard remove -> {
          transcript.add("< remove " + remove.node());
          cards.remove(remove.node());
          put = true;
        }
        case OwnershipEffect.PublishTable publish -> {
          transcript.add("< publish " + publish.table().epoch());
          table = deaf ? table : Optional.of(publish.table());
          put = true;
        }
        case OwnershipEffect.PublishCard publish -> {
          transcript.add("< card " + summary(publish.card()));
          if (!deaf) {
            cards.put(node, publish.card());
          }
          put = true;
        }
      }
    }
    if (put && !deaf) {
      see();
    }
  }

  private String summary(RangeTable adopted) {
    String owned =
        adopted.members().stream()
            .map(member -> member.node() + " " + adopted.owned(member.node()))
            .collect(Collectors.joining(", "));
    String moves = before.map(old -> ", moves " + adopted.movesSince(old)).orElse("");
    String minority = machine.isMinority() ? ", minority" : "";
    return adopted.epoch() + ": " + owned + moves + minority;
  }

  private static String summary(NodeCard card) {
    return card.member().node()
        + " "
        + card.phase().name().toLowerCase(Locale.ROOT)
        + card.seen().map(seen -> " seen=" + seen).orElse("");
  }

  private static RangeTable table(Epoch epoch, String... owners) {
    List<Candidate> candidates =
        Arrays.stream(owners)
            .map(owner -> new Candidate(member(owner), 1, Standing.TAKES))
            .toList();
    return new Placement(EU, RANGES).next(Optional.empty(), epoch, candidates, 0);
  }

  /** Such as {@code +500ms} or {@code +2s}. */
  private static Duration duration(String text) {
    return text.endsWith("ms")
        ? Duration.ofMillis(Long.parseLong(text, 1, text.length() - 2, 10))
        : Duration.ofSeconds(Long.parseLong(text, 1, text.length() - 1, 10));
  }

  private static Epoch epoch(String text) {
    String[] parts = text.split("@");
    return new Epoch(Long.parseLong(parts[0]), new NodeId(parts[1]));
  }

  private static NodeCard card(String name, Phase phase, Optional<Epoch> seen) {
    return new NodeCard(
        incarnation(name), member(name), new NodeAddress(name(name), 7_480), 1, phase, seen);
  }

  private static Member member(String name) {
    return new Member(new NodeId(name(name)), new NodeAddress(name(name), 7_400));
  }

  private static UUID incarnation(String name) {
    return new UUID(0, Integer.parseInt(name, 36));
  }

  private static String name(String incarnation) {
    return incarnation.substring(incarnation.length() - 1);
  }
}
