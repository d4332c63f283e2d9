package dev.weir.node.cli;

import dev.weir.messages.WeirException;

/**
 * A command of {@code weir}: a class with picocli's {@code @Command} annotation, whose fields are
 * its options and arguments.
 *
 * <p>A module adds one with a public class that has a public constructor without parameters, named
 * in {@code META-INF/services/dev.weir.node.cli.Verb}. It needs a name, a header of one line, and
 * examples in its footer; {@code --help}, {@code --output} and {@code --debug} are there by
 * themselves, {@code --contact} and {@code --timeout} with {@code @Mixin Nodes}. Sub-commands are
 * verbs too.
 */
public interface Verb {

  /**
   * Does what the command is for.
   *
   * @return an {@link ExitStatus}
   * @throws WeirException a failure that the user is told, with what to do
   * @throws Exception any other failure: told as a defect
   */
  int run(Shell shell) throws Exception;

  /** Where the overview lists the command. */
  default Section section() {
    return Section.OPERATION;
  }

  /** The parts of the overview, in their order. */
  enum Section {
    MESSAGES("Messages"),
    OPERATION("Operation"),
    HELP("Help");

    private final String heading;

    Section(String heading) {
      this.heading = heading;
    }

    String heading() {
      return heading;
    }
  }
}
