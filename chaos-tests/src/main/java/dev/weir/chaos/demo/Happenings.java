package dev.weir.chaos.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * What happened in a demo: the last {@value #MOST} things, and which of them nobody has seen yet.
 * Any thread may tell.
 */
final class Happenings {

  private static final int MOST = 200;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  /** One of them. */
  record Happening(Instant at, String who, String what) {

    /** For people, in a time zone. */
    String line(ZoneId zone) {
      return "%s  %-6s %s".formatted(TIME.format(at.atZone(zone)), who, what);
    }
  }

  private final Deque<Happening> past = new ArrayDeque<>();
  private final List<Happening> unseen = new ArrayList<>();

  synchronized void tell(Happening happening) {
    if (past.size() == MOST) {
      past.removeFirst();
    }
    past.addLast(happening);
    if (unseen.size() < MOST) {
      unseen.add(happening);
    }
  }

  /** Those that were told since the last call. */
  synchronized List<Happening> news() {
    List<Happening> news = List.copyOf(unseen);
    unseen.clear();
    return news;
  }

  /** All that are kept, by when they happened, which is not the order in which they were told. */
  synchronized List<Happening> all() {
    return past.stream().sorted(Comparator.comparing(Happening::at)).toList();
  }
}
