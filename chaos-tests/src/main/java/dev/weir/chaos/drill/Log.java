package dev.weir.chaos.drill;

import dev.weir.messages.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a drill did and when, told as it goes. */
final class Log {

  /** Something that it did, on the ticker. */
  record Entry(long nanos, String who, String what) {}

  private final Ticker ticker;
  private final Consumer<String> progress;
  private final List<Entry> entries = new ArrayList<>();

  Log(Ticker ticker, Consumer<String> progress) {
    this.ticker = ticker;
    this.progress = progress;
  }

  void tell(String who, String what) {
    entries.add(new Entry(ticker.nanos(), who, what));
    progress.accept(who + ": " + what);
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }
}
