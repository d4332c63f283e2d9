/**
 * The {@code weir} command.
 *
 * <p>Start at {@link dev.weir.node.cli.Weir}. Each command is a {@link dev.weir.node.cli.Verb};
 * those of other modules join by service loading. A verb gets a {@link dev.weir.node.cli.Shell}:
 * everything it may touch of the process. Verbs run on the main thread.
 */
@NullMarked
package dev.weir.node.cli;

import org.jspecify.annotations.NullMarked;
