package dev.weir.chaos.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.classfile.Opcode;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class MutantLoaderTest {

  private static final String SCALES = "dev.weir.chaos.mutation.Scales";

  @Test
  void withoutMutation_worksAsBefore() throws Exception {
    LongFunction<?> scales = load(List.of());
    assertThat(scales.apply(7)).isEqualTo("14 g, 1 of 1, sca");
    assertThat(scales.apply(1_001)).isEqualTo("too heavy, 1 of 2, sca");
    assertThat(scales).isNotInstanceOf(Scales.class);
    assertThat(scales.getClass().getClassLoader()).isInstanceOf(MutantLoader.class);
  }

  @Test
  void callGives_dropsReceiverAndArguments() throws Exception {
    assertThat(mutant("weigh", Change.callGives("Scales.note", Value.none())).apply(7))
        .isEqualTo("14 g, 0 of 0, sca");
    assertThat(mutant("weigh", Change.callGives("Optional.of", Value.empty())).apply(7))
        .isEqualTo("too heavy, 1 of 1, sca");
    assertThat(
            mutant("named(String, int)", Change.callGives("String.substring", Value.none()))
                .apply(7))
        .isEqualTo("14 g, 1 of 1, null");
  }

  @Test
  void callInALambda_belongsToItsMethod() throws Exception {
    assertThat(mutant("apply", Change.callGives("Scales.weigh", Value.empty())).apply(7))
        .isEqualTo("too heavy, 0 of 0, sca");
  }

  @Test
  void callGoesTo_anotherMethodWithReceiverAndArguments() throws Exception {
    LongFunction<?> scales =
        mutant("weigh", Change.callGoesTo("Scales.note", Tricks.class, "loseNote"));
    assertThat(scales.apply(7)).isEqualTo("14 g, 0 of 0, sca");
    assertThatThrownBy(() -> scales.apply(8)).hasMessage("true lost 8 x 2");
    assertThat(
            mutant(
                    "named(String, int)",
                    Change.callGoesTo("String.substring", Tricks.class, "shout"))
                .apply(7))
        .isEqualTo("14 g, 1 of 1, SCA");
  }

  @Test
  void fieldGives_anotherValue() throws Exception {
    assertThat(mutant("apply", Change.fieldGives("Scales.refused", Value.of(5))).apply(7))
        .isEqualTo("14 g, 1 of 6, sca");
    assertThat(
            mutant(
                    "note",
                    Change.fieldGives("Scales.weighed", Value.constant(Tricks.class, "ELSEWHERE")))
                .apply(7))
        .isEqualTo("14 g, 0 of 0, sca");
  }

  @Test
  void bodyIs_anotherMethod() throws Exception {
    LongFunction<?> scales = mutant("note", Change.bodyIs(Tricks.class, "loseNote"));
    assertThat(scales.apply(7)).isEqualTo("14 g, 0 of 0, sca");
    assertThatThrownBy(() -> scales.apply(8)).hasMessage("true lost 8 x 2");
  }

  @Test
  void returns_nothingElse() throws Exception {
    assertThat(mutant("weigh", Change.returns(Value.empty())).apply(7))
        .isEqualTo("too heavy, 0 of 0, sca");
  }

  @Test
  void constantBecomes_another() throws Exception {
    assertThat(mutant("weigh", Change.constantBecomes(1_000, 5)).apply(7))
        .isEqualTo("too heavy, 0 of 1, sca");
    assertThat(mutant("named(String, int)", Change.constantBecomes(0, 2)).apply(7))
        .isEqualTo("14 g, 1 of 1, a");
  }

  @Test
  void negated_theNthCondition() throws Exception {
    assertThat(mutant("weigh", Change.negated(1)).apply(7)).isEqualTo("too heavy, 0 of 1, sca");
    assertThat(mutant("weigh", Change.negated(2)).apply(1_001)).isEqualTo("2002 g, 1 of 1, sca");
  }

  @Test
  void conditionBecomes_another() throws Exception {
    LongFunction<?> scales = mutant("weigh", Change.conditionBecomes(1, Opcode.IFLT));
    assertThat(scales.apply(999)).isEqualTo("1998 g, 1 of 1, sca");
    assertThat(scales.apply(1_000)).isEqualTo("too heavy, 1 of 2, sca");
  }

  @Test
  void neverJumps_doesWhatStandsBehindTheCondition() throws Exception {
    LongFunction<?> scales =
        load(
            List.of(
                Mutation.of(SCALES, "weigh", Change.neverJumps(1)),
                Mutation.of(SCALES, "equals", Change.neverJumps(1))));
    assertThat(scales.apply(7)).isEqualTo("too heavy, 0 of 1, sca");
    assertThat(scales).isEqualTo("anything");
  }

  @Test
  void severalMutationsOfAClass() throws Exception {
    LongFunction<?> scales =
        load(
            List.of(
                Mutation.of(SCALES, "weigh", Change.negated(1)),
                Mutation.of(SCALES, "named(int)", Change.returns(Value.none()))));
    assertThat(scales.apply(7)).isEqualTo("too heavy, 0 of 1, null");
  }

  @Test
  void mutationThatFitsNothing_isRefused() {
    assertRefused(Mutation.of(SCALES, "weighed", Change.returns(Value.none())), "0 places");
    assertRefused(
        Mutation.of(SCALES, "weigh", Change.callGives("Scales.noted", Value.none())), "0 places");
    assertRefused(Mutation.of(SCALES, "weigh", Change.constantBecomes(77, 1)), "0 places");
    assertRefused(Mutation.of(SCALES, "weigh", Change.negated(3)), "0 places");
  }

  @Test
  void mutationThatFitsMoreThanItShould_isRefused() throws Exception {
    Mutation twice = Mutation.of(SCALES, "apply", Change.callGives("List.size", Value.of(4)));
    assertRefused(twice, "2 places instead of 1");
    assertThat(load(List.of(twice.times(2))).apply(7)).isEqualTo("14 g, 4 of 4, sca");
  }

  @Test
  void mutationThatMakesNoValidClass_isRefused() {
    assertRefused(
        Mutation.of(SCALES, "weigh", Change.callGoesTo("Optional.of", Tricks.class, "loseNote")),
        "loseNote");
  }

  @Test
  void missingClass_isRefused() {
    MutantLoader loader =
        new MutantLoader(
            getClass().getClassLoader(),
            List.of(Mutation.of(SCALES + "d", "weigh", Change.negated(1))));
    assertThatThrownBy(loader::operate).isInstanceOf(ClassNotFoundException.class);
  }

  private static void assertRefused(Mutation mutation, String why) {
    MutantLoader loader =
        new MutantLoader(MutantLoaderTest.class.getClassLoader(), List.of(mutation));
    assertThatThrownBy(loader::operate)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(why);
  }

  private static LongFunction<?> mutant(String method, Change change) throws Exception {
    return load(List.of(Mutation.of(SCALES, method, change)));
  }

  private static LongFunction<?> load(List<Mutation> mutations) throws Exception {
    MutantLoader loader = new MutantLoader(MutantLoaderTest.class.getClassLoader(), mutations);
    loader.operate();
    return (LongFunction<?>) loader.loadClass(SCALES).getConstructor().newInstance();
  }
}
