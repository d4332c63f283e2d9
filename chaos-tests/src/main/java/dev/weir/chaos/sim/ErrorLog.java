package dev.weir.chaos.sim;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What the house logs as an error on the thread of a run; all else is not even put into words as
 * long as a run is under way.
 */
final class ErrorLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private static final String HOUSE = "dev.weir";

  private static final Object LOCK = new Object();

  /** How many listen; guarded by the lock. */
  private static int listeners;

  /** What the house logged before anybody listened; guarded by the lock. */
  private static @Nullable Level before;

  private final Logger logger;
  private final Thread thread = Thread.currentThread();
  private final Consumer<String> errors;

  private ErrorLog(Logger logger, Consumer<String> errors) {
    this.logger = logger;
    this.errors = errors;
  }

  /** Begins to listen on this thread. */
  static ErrorLog listen(Consumer<String> errors) {
    LoggerContext context = context();
    ErrorLog log = new ErrorLog(context.getLogger(HOUSE), errors);
    log.setContext(context);
    log.start();
    synchronized (LOCK) {
      if (listeners++ == 0) {
        before = log.logger.getLevel();
        log.logger.setLevel(Level.ERROR);
        log.logger.setAdditive(false);
      }
      log.logger.addAppender(log);
    }
    return log;
  }

  /** While another thread sets logging up there is only a stand-in for it. */
  private static LoggerContext context() {
    while (true) {
      if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
        return context;
      }
      Thread.onSpinWait();
    }
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
    synchronized (LOCK) {
      logger.detachAppender(this);
      if (--listeners == 0) {
        logger.setAdditive(true);
        logger.setLevel(before);
      }
    }
    stop();
  }
}
