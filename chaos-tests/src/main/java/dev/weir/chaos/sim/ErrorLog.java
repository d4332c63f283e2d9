package dev.weir.chaos.sim;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * What the house logs as an error on the thread of a run; all else is not even put into words as
 * long as a run is under way.
 */
final class ErrorLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private static final String HOUSE = "dev.weir";

  private final Logger logger = (Logger) LoggerFactory.getLogger(HOUSE);
  private final Thread thread = Thread.currentThread();
  private final Level before = logger.getLevel();
  private final Consumer<String> errors;

  private ErrorLog(Consumer<String> errors) {
    this.errors = errors;
  }

  /** Begins to listen on this thread. */
  static ErrorLog listen(Consumer<String> errors) {
    ErrorLog log = new ErrorLog(errors);
    log.setContext(log.logger.getLoggerContext());
    log.start();
    log.logger.setLevel(Level.ERROR);
    log.logger.setAdditive(false);
    log.logger.addAppender(log);
    return log;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (Thread.currentThread() == thread && event.getLevel() == Level.ERROR) {
      errors.accept(
          event.getLoggerName()
              + ": "
              + event.getFormattedMessage()
              + "\n"
              + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setAdditive(true);
    logger.setLevel(before);
    stop();
  }
}
