package dev.weir.node.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {

  private final RetryBudget budget = new RetryBudget(3);

  private int spendAll() {
    int spent = 0;
    while (budget.spend()) {
      spent++;
    }
    return spent;
  }

  @Test
  void creditFirst_thenATenthOfWhatIsTried() {
    assertThat(spendAll()).isEqualTo(3);
    for (int i = 0; i < 19; i++) {
      budget.tried();
    }
    assertThat(spendAll()).isEqualTo(1);
    budget.tried();
    assertThat(spendAll()).isEqualTo(1);
    assertThat(budget.spent()).isEqualTo(5);
  }

  @Test
  void nothingIsSaved_beyondTheCredit() {
    for (int i = 0; i < 1_000; i++) {
      budget.tried();
    }
    assertThat(budget.left()).isEqualTo(3);
    assertThat(spendAll()).isEqualTo(3);
  }

  @Test
  void creditOutOfBounds_isRefused() {
    assertThatThrownBy(() -> new RetryBudget(-1)).hasMessageContaining("0 to 1000000");
    assertThatThrownBy(() -> new RetryBudget(1_000_001)).hasMessageContaining("0 to 1000000");
  }

  @Test
  void noCredit_isForNobody() {
    RetryBudget none = new RetryBudget(0);
    for (int i = 0; i < 1_000; i++) {
      none.tried();
    }
    assertThat(none.spend()).isFalse();
  }
}
