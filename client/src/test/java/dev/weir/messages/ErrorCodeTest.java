package dev.weir.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A number once given never changes its meaning: logs, clients and runbooks hold on to it. */
class ErrorCodeTest {

  @Test
  void numbers_golden() {
    assertThat(
            Arrays.stream(ErrorCode.values())
                .map(code ->
                    code.number() + " " + code.name() + (code.isRetryable() ? " retryable" : "")))
        .containsExactly(
            "100 MALFORMED_FRAME",
            "101 FRAME_TOO_LARGE",
            "102 UNSUPPORTED_VERSION",
            "103 HELLO_REQUIRED",
            "104 HELLO_TIMEOUT retryable",
            "105 UNAUTHENTICATED",
            "106 TOO_MANY_CONNECTIONS retryable",
            "107 DRAINING retryable",
            "200 INVALID_ARGUMENT",
            "201 CONTENT_TOO_LARGE",
            "202 TIMESTAMP_IN_FUTURE",
            "203 UNKNOWN_OPERATION",
            "300 DEADLINE_EXCEEDED",
            "301 OVERLOADED",
            "302 UNAVAILABLE retryable",
            "303 OUTCOME_UNKNOWN retryable",
            "304 WORKERS_EXHAUSTED",
            "305 EVACUATION_REFUSED",
            "399 INTERNAL",
            "400 CONNECTION_LOST retryable",
            "401 NOT_CONNECTED retryable",
            "402 CLIENT_CLOSED",
            "403 TOO_MANY_REQUESTS",
            "500 CONFIG_INVALID",
            "501 PORT_TAKEN",
            "502 DATABASE_UNREACHABLE retryable",
            "503 DATABASE_FAILED",
            "504 FILE_UNREADABLE",
            "505 SCHEMA_TOO_NEW",
            "506 CLUSTER_UNREACHABLE retryable");
  }

  @ParameterizedTest
  @EnumSource
  void code_isFoundByItsNumber_andSaysWhatToDo(ErrorCode code) {
    assertThat(ErrorCode.of(code.number())).contains(code);
    assertThat(code.meaning()).endsWith(".");
    assertThat(code.advice()).endsWith(".");
  }

  @Test
  void otherNumbers_areNoCode() {
    assertThat(ErrorCode.of(0)).isEmpty();
    assertThat(ErrorCode.of(777)).isEmpty();
  }

  @Test
  void undone_isWhatNobodyTookUp() {
    assertThat(Arrays.stream(ErrorCode.values()).filter(ErrorCode::isUndone))
        .containsExactly(
            ErrorCode.DRAINING,
            ErrorCode.INVALID_ARGUMENT,
            ErrorCode.CONTENT_TOO_LARGE,
            ErrorCode.TIMESTAMP_IN_FUTURE,
            ErrorCode.OVERLOADED,
            ErrorCode.UNAVAILABLE,
            ErrorCode.NOT_CONNECTED,
            ErrorCode.TOO_MANY_REQUESTS);
  }
}
