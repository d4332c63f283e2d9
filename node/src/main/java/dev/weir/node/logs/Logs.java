package dev.weir.node.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;

/** Sets the log up: one line an event, on standard error. */
public final class Logs {

  private static final String PATTERN =
      "%date{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{24} - %msg%n";

  /** Libraries whose ordinary chatter hides what matters. */
  private static final String[] QUIET = {
    "com.datastax.oss.driver", "com.scylladb", "io.netty", "org.infinispan", "org.jgroups"
  };

  /** The driver reports each failed reconnection here; the store's health says it once. */
  private static final String POOL = "com.datastax.oss.driver.internal.core.pool.ChannelPool";

  /** Warns of messages from those who have just left, at each leave. */
  private static final String MEMBERSHIP = "org.jgroups.protocols.pbcast";

  /** What operators did is told whatever else is not. */
  private static final String AUDIT = "dev.weir.audit";

  private Logs() {}

  /** Replaces whatever was set up before. */
  public static void configure(LogFormat format, LogLevel level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Encoder<ILoggingEvent> encoder = encoder(format, context);
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.valueOf(level.name()));
    for (String library : QUIET) {
      context.getLogger(library).setLevel(Level.WARN);
    }
    context.getLogger(POOL).setLevel(Level.ERROR);
    context.getLogger(MEMBERSHIP).setLevel(Level.ERROR);
    context.getLogger(AUDIT).setLevel(Level.INFO);
  }

  private static Encoder<ILoggingEvent> encoder(LogFormat format, LoggerContext context) {
    if (format == LogFormat.JSON) {
      LogstashEncoder encoder = new LogstashEncoder();
      encoder.setContext(context);
      encoder.start();
      return encoder;
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    return encoder;
  }
}
