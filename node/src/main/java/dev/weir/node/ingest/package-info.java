/**
 * Imports messages from files of JSON lines.
 *
 * <p>Start at {@link dev.weir.node.ingest.Importer}. A message's id follows from its time and its
 * place in the file, so importing a file twice, or going on after an interruption, stores nothing
 * twice. One thread reads, names and settles windows of lines in order; virtual threads ask which
 * messages are stored already and append the others. Memory does not grow with the file.
 */
@NullMarked
package dev.weir.node.ingest;

import org.jspecify.annotations.NullMarked;
