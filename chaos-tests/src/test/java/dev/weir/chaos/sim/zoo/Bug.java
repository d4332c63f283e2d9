package dev.weir.chaos.sim.zoo;

import dev.weir.chaos.mutation.Change;
import dev.weir.chaos.mutation.Mutation;
import java.util.ArrayList;
import java.util.List;

/**
 * A defect that was planted.
 *
 * @param story what the house does wrong then
 * @param expected the invariants one of which is to be broken
 */
record Bug(String name, String story, List<String> expected, List<Mutation> mutations) {

  Bug {
    mutations = List.copyOf(mutations);
  }

  /** A bug that is not planted yet. */
  static Bug of(String name, String story, String... expected) {
    return new Bug(name, story, List.of(expected), List.of());
  }

  /** Planted in one place more. */
  Bug in(String type, String method, Change change) {
    return with(Mutation.of(type, method, change));
  }

  /** Planted in so many places more. */
  Bug in(String type, String method, Change change, int sites) {
    return with(Mutation.of(type, method, change).times(sites));
  }

  private Bug with(Mutation mutation) {
    List<Mutation> all = new ArrayList<>(mutations);
    all.add(mutation);
    return new Bug(name, story, expected, all);
  }
}
