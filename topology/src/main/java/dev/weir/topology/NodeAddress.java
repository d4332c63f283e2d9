package dev.weir.topology;

/**
 * Where a node listens: a host name or IP address, and a TCP port.
 *
 * @param host a name or an address, an IPv6 address without its brackets
 * @param port 0 to 65535; 0 asks the system for a free one when listening
 */
public record NodeAddress(String host, int port) {

  private static final int MAX_PORT = 65_535;

  public NodeAddress {
    if (host.isEmpty() || hasWhitespace(host)) {
      throw new IllegalArgumentException("host '%s' is not a name or an address".formatted(host));
    }
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port %d is not within 0..65535".formatted(port));
    }
  }

  private static boolean hasWhitespace(String host) {
    for (int i = 0; i < host.length(); i++) {
      if (Character.isWhitespace(host.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads {@code host:port} or {@code [ipv6]:port}.
   *
   * @throws IllegalArgumentException with the text and the form expected
   */
  public static NodeAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || (text.indexOf(':') != colon && !text.startsWith("["))) {
      throw notAnAddress(text);
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[")) {
      if (!host.endsWith("]")) {
        throw notAnAddress(text);
      }
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new NodeAddress(host, Integer.parseInt(text, colon + 1, text.length(), 10));
    } catch (NumberFormatException e) {
      throw notAnAddress(text);
    }
  }

  private static IllegalArgumentException notAnAddress(String text) {
    return new IllegalArgumentException("'%s' is not HOST:PORT or [IPV6]:PORT".formatted(text));
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
