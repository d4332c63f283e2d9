package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.WriteType;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Trap 15: what the driver's errors say about a write, and about a read. */
final class DriverErrorsTest {

  private static final Node NODE =
      (Node)
          Proxy.newProxyInstance(
              Node.class.getClassLoader(),
              new Class<?>[] {Node.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "hashCode" -> 1;
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> "node";
                    default -> null;
                  });

  private static final ConsistencyLevel LEVEL = ConsistencyLevel.LOCAL_QUORUM;

  @Test
  void errorAfterAWriteWasSent_leavesItsOutcomeUnknown() {
    for (Throwable error :
        List.of(
            new WriteTimeoutException(NODE, LEVEL, 1, 2, WriteType.SIMPLE),
            new WriteFailureException(NODE, LEVEL, 1, 2, WriteType.SIMPLE, 1, Map.of()),
            new DriverTimeoutException("after 1 s"),
            new ClosedConnectionException("reset"),
            new HeartbeatException(new InetSocketAddress(1), "frozen", new Exception("timeout")),
            new ServerError(NODE, "crash"),
            new IllegalStateException("what nobody thought of"))) {
      assertWrite(error, ErrorCode.OUTCOME_UNKNOWN);
      assertRead(error, ErrorCode.UNAVAILABLE);
    }
  }

  @Test
  void writeThatNobodyTook_changedNothing() {
    for (Throwable error :
        List.of(
            new UnavailableException(NODE, LEVEL, 2, 1),
            new NoNodeAvailableException(),
            new NodeUnavailableException(NODE),
            all(new NodeUnavailableException(NODE), new NodeUnavailableException(NODE)))) {
      assertWrite(error, ErrorCode.UNAVAILABLE);
      assertRead(error, ErrorCode.UNAVAILABLE);
    }
  }

  @Test
  void overload_isAnotherAnswerThanFailure() {
    for (Throwable error :
        List.of(
            new OverloadedException(NODE),
            new RequestThrottlingException("queue full"),
            new BusyConnectionException(2_048),
            all(new NodeUnavailableException(NODE), new OverloadedException(NODE)))) {
      assertWrite(error, ErrorCode.OVERLOADED);
      assertRead(error, ErrorCode.OVERLOADED);
    }
  }

  @Test
  void oneUnknownAmongSeveralNodes_isUnknown() {
    assertWrite(
        all(new OverloadedException(NODE), new ClosedConnectionException("reset")),
        ErrorCode.OUTCOME_UNKNOWN);
  }

  @Test
  void statementThatIsWrong_isADefect() {
    assertWrite(new InvalidQueryException(NODE, "no such column"), ErrorCode.INTERNAL);
    assertRead(new InvalidQueryException(NODE, "no such column"), ErrorCode.INTERNAL);
  }

  @Test
  void knownErrors_stayWhatTheyAre() {
    WeirException known = new WeirException(ErrorCode.DEADLINE_EXCEEDED, "late");
    assertThat(DriverErrors.ofWrite(new CompletionException(known))).isSameAs(known);
    assertThat(DriverErrors.ofRead(known)).isSameAs(known);
  }

  @Test
  void onlyTimeoutsAndFailedReads_askForLess() {
    assertThat(
            DriverErrors.asksForLess(
                new ReadFailureException(NODE, LEVEL, 0, 1, 1, false, Map.of())))
        .isTrue();
    assertThat(DriverErrors.asksForLess(new ReadTimeoutException(NODE, LEVEL, 0, 1, false)))
        .isTrue();
    assertThat(
            DriverErrors.asksForLess(
                new CompletionException(
                    DriverErrors.ofRead(new DriverTimeoutException("after 1 s")))))
        .isTrue();
    assertThat(DriverErrors.asksForLess(new NoNodeAvailableException())).isFalse();
    assertThat(DriverErrors.asksForLess(new OverloadedException(NODE))).isFalse();
  }

  private static void assertWrite(Throwable error, ErrorCode code) {
    WeirException known = DriverErrors.ofWrite(new CompletionException(error));
    assertThat(known.code()).as("a write and %s", error).isEqualTo(code);
    assertThat(known).hasCause(error);
  }

  private static void assertRead(Throwable error, ErrorCode code) {
    assertThat(DriverErrors.ofRead(error).code()).as("a read and %s", error).isEqualTo(code);
  }

  private static AllNodesFailedException all(Throwable... errors) {
    return AllNodesFailedException.fromErrors(
        java.util.Arrays.stream(errors).map(error -> Map.entry(NODE, error)).toList());
  }
}
