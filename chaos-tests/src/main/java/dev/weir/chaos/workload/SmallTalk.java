package dev.weir.chaos.workload;

import java.util.random.RandomGenerator;

/** Sentences that people might write: of believable length, not of believable sense. */
final class SmallTalk {

  private static final String[] OPENINGS = {
    "hey,",
    "so",
    "anyone know why",
    "lol",
    "thanks,",
    "hm,",
    "does it help if",
    "wait,",
    "ok",
    "fyi"
  };
  private static final String[] SUBJECTS = {
    "the build",
    "my laptop",
    "the new release",
    "the server",
    "wifi",
    "the raid boss",
    "this patch",
    "the bot",
    "the stream",
    "everyone here"
  };
  private static final String[] ENDINGS = {
    "is down again",
    "works for me",
    "needs a reboot",
    "was great yesterday",
    "is so slow today",
    "should be fixed now",
    "starts at eight",
    "has a typo in line 42",
    "broke after the update",
    "is the best thing ever :)"
  };

  private final RandomGenerator random;

  SmallTalk(RandomGenerator random) {
    this.random = random;
  }

  String sentence() {
    StringBuilder text = new StringBuilder();
    int clauses = 1 + random.nextInt(3);
    for (int i = 0; i < clauses; i++) {
      text.append(i == 0 ? "" : ", and ")
          .append(pick(OPENINGS))
          .append(' ')
          .append(pick(SUBJECTS))
          .append(' ')
          .append(pick(ENDINGS));
    }
    return text.toString();
  }

  private String pick(String[] words) {
    return words[random.nextInt(words.length)];
  }
}
