package dev.sluice.web;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;

/** The headers of every response, also of errors: they confine the page to its own origin. */
final class SecurityHeaders {

  private static final Map<String, String> ALL =
      Map.ofEntries(
          Map.entry(
              "content-security-policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                  + " img-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors"
                  + " 'none'; require-trusted-types-for 'script'; trusted-types 'none'"),
          Map.entry("x-content-type-options", "nosniff"),
          Map.entry("referrer-policy", "no-referrer"),
          Map.entry("x-frame-options", "DENY"),
          Map.entry("cross-origin-opener-policy", "same-origin"),
          Map.entry("cross-origin-resource-policy", "same-origin"),
          Map.entry("cross-origin-embedder-policy", "require-corp"),
          Map.entry("origin-agent-cluster", "?1"),
          Map.entry(
              "permissions-policy",
              "camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=(),"
                  + " display-capture=()"));

  private SecurityHeaders() {}

  /** Sets those that are absent. */
  static void completeIn(HttpHeaders headers) {
    ALL.forEach(
        (name, value) -> {
          if (!headers.contains(name)) {
            headers.set(name, value);
          }
        });
  }
}
