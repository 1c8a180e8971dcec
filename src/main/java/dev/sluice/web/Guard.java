package dev.sluice.web;

import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which requests are answered at all, before they are routed and before their body is read.
 *
 * <p>A page of another site must not reach the server, neither by its address nor under a name that
 * resolves to the loopback address. So a request must have exactly one Host that belongs to this
 * server, and must come from the server's own page or from no page. Another port of the same host
 * counts as the same site in browsers, so a request from the same site but another origin is
 * refused as well.
 */
final class Guard {

  private static final String BEARER = "Bearer ";

  private final Set<String> hosts;
  private final Optional<byte[]> token;

  /**
   * A guard.
   *
   * @param hosts names of this server besides the loopback ones, in lower case
   * @param token what the {@code Authorization} of requests for data must have
   */
  Guard(Set<String> hosts, Optional<String> token) {
    this.hosts = Set.copyOf(hosts);
    this.token = token.map(Guard::bytes);
  }

  /**
   * The claims of a request about itself.
   *
   * @param target the request target as sent
   * @param port the local port of the connection
   * @param secure whether the connection is encrypted
   */
  record Claims(String target, HttpHeaders headers, int port, boolean secure) {
    Optional<String> single(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }

  /**
   * The reason for refusing a request, if it is refused; {@code isData} is false for the files of
   * the page.
   */
  Optional<Problem> refusal(Claims claims, String path, boolean isData) {
    List<String> hosts = claims.headers().getAll("host");
    if (hosts.size() != 1 || !isOwn(hosts.get(0), claims)) {
      return Optional.of(
          Problem.of(
              403,
              "FORBIDDEN_HOST",
              "The Host header does not name this server; open the link that sluice serve printed,"
                  + " or start it with --host"));
    }
    if (!comesFromHere(claims, hosts.get(0), path)) {
      return Optional.of(
          Problem.of(
              403,
              "FORBIDDEN_ORIGIN",
              "The request comes from a page of another origin; open the link that sluice serve"
                  + " printed"));
    }
    return isData && !isAuthorized(claims.headers())
        ? Optional.of(
            Problem.of(
                401,
                "UNAUTHORIZED",
                "The token is missing or wrong; open the link that sluice serve printed",
                Map.of("www-authenticate", "Bearer realm=\"sluice\"")))
        : Optional.empty();
  }

  private boolean isOwn(String host, Claims claims) {
    String wanted = host.toLowerCase(Locale.ROOT);
    String end = ":" + claims.port();
    String name =
        wanted.endsWith(end)
            ? wanted.substring(0, wanted.length() - end.length())
            : claims.port() == (claims.secure() ? 443 : 80) ? wanted : "";
    boolean isKnown =
        hosts.contains(wanted)
            || hosts.contains(name)
            || List.of("127.0.0.1", "localhost", "[::1]").contains(name);
    return isKnown && namesNoOther(claims.target(), wanted);
  }

  /** Whether a target in absolute form names the same authority as the Host. */
  private static boolean namesNoOther(String target, String host) {
    int authority = target.startsWith("/") ? -1 : target.indexOf("://");
    return authority < 0
        || target.substring(authority + 3).toLowerCase(Locale.ROOT).startsWith(host + "/");
  }

  private static boolean comesFromHere(Claims claims, String host, String path) {
    List<String> origins = claims.headers().getAll("origin");
    String own = (claims.secure() ? "https://" : "http://") + host;
    if (origins.size() > 1 || origins.stream().anyMatch(origin -> !origin.equalsIgnoreCase(own))) {
      return false;
    }
    String site = claims.single("sec-fetch-site").orElse("none");
    boolean isLink =
        path.equals("/")
            && claims.single("sec-fetch-mode").orElse("").equals("navigate")
            && claims.single("sec-fetch-dest").orElse("").equals("document");
    return site.equals("none") || site.equals("same-origin") || isLink;
  }

  private boolean isAuthorized(HttpHeaders headers) {
    if (token.isEmpty()) {
      return true;
    }
    List<String> given = headers.getAll("authorization");
    return given.size() == 1
        && given.get(0).startsWith(BEARER)
        && MessageDigest.isEqual(bytes(given.get(0).substring(BEARER.length())), token.get());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
