package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.messages.WeirException;
import java.util.Base64;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session is carried in. Strings are carried between versions, so one is written here. */
class SessionStringTest {

  @Test
  void string_isAsItWasEver() {
    assertThat(SessionString.of(Tokens.NONE)).isEqualTo("AQA");
    assertThat(SessionString.of(new Tokens(Tokens.of(new Token(7, -1, 258)).listed(), true)))
        .isEqualTo("AQEH__________8AAAAAAAABAg");
  }

  @Test
  void string_comesBackAsItWent() {
    Tokens full =
        new Tokens(
            LongStream.range(0, Tokens.MAX)
                .mapToObj(i -> new Token((int) i % 8, Long.MIN_VALUE + i, Long.MAX_VALUE - i))
                .toList(),
            true);
    String text = SessionString.of(full);
    assertThat(text).hasSize(366).matches("[A-Za-z0-9_-]+");
    assertThat(SessionString.parse(text)).isEqualTo(full);
    assertThat(SessionString.parse(SessionString.of(Tokens.NONE))).isEqualTo(Tokens.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AQ",
        "AgA",
        "AQI",
        "AQAA",
        "not a token",
        "AQEH__________8AAAAAAAABA",
        "AQEI__________8AAAAAAAABAg",
        "AQAAAAAAAAAAAAEAAAAAAAAAAQAAAAAAAAAAAQAAAAAAAAAC"
      })
  void anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> SessionString.parse(text))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void refusal_saysWhatToDo_andRepeatsNoMoreThanItsBeginning() {
    assertThatThrownBy(() -> SessionString.parse("?".repeat(1_000)))
        .hasMessageContaining("no session's token")
        .hasMessageContaining("Session.token()")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    byte[] oneTooMany = new byte[2 + (Tokens.MAX + 1) * 17];
    oneTooMany[0] = 1;
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(oneTooMany);
    assertThatThrownBy(() -> SessionString.parse(text)).hasMessageContaining("cut or changed");
  }
}
