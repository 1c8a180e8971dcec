package dev.sluice.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "API_KEY",
        "apiKey",
        "client-secret",
        "Authorization",
        "smtp_password",
        "github_token",
        "passwords",
        "api-keys",
        "smtp_passwords"
      })
  void isSecretKey_namesOfSecrets_areRecognised(String key) {
    assertThat(Secrets.isSecretKey(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "credential_name",
        "max_tokens",
        "token_url",
        "password_label",
        "mask_password",
        "api_key_name",
        "auth_type",
        "require_auth",
        "secretary",
        "tokens",
        "prompt_tokens",
        ""
      })
  void isSecretKey_otherNames_areNot(String key) {
    assertThat(Secrets.isSecretKey(key)).isFalse();
  }

  @Test
  void masked_secretOfAnyDepth_showsOnlyItsLength() {
    Map<String, Object> config =
        Map.of("auth", Map.of("password", "hunter2"), "list", List.of(Map.of("token", 12345)));

    assertThat(Secrets.masked("", config))
        .isEqualTo(
            Map.of(
                "auth",
                Map.of("password", "•••• (7 chars)"),
                "list",
                List.of(Map.of("token", "•••• (5 chars)"))));
    assertThat(Secrets.masked("secret", List.of("a", Map.of("k", "b"))))
        .isEqualTo(List.of("•••• (1 char)", Map.of("k", "•••• (1 char)")));
  }

  @Test
  void maskedWithDigest_differentSecrets_differ() {
    assertThat(Secrets.maskedWithDigest("password", "hunter2")).isEqualTo("•••• (7 chars, 2f)");
    assertThat(Secrets.maskedWithDigest("token", List.of("hunter2", "hunter3")))
        .isEqualTo(List.of("•••• (7 chars, 2f)", "•••• (7 chars, 5b)"));
    assertThat(Secrets.maskedWithDigest("token", "{{token}}")).isEqualTo("{{token}}");
  }

  @Test
  void masked_templatesAndEmptyTexts_areShown() {
    assertThat(Secrets.masked("password", "{{vault.password}}")).isEqualTo("{{vault.password}}");
    assertThat(Secrets.masked("password", "${PASSWORD}")).isEqualTo("${PASSWORD}");
    assertThat(Secrets.masked("password", "")).isEqualTo("");
    assertThat(Secrets.masked("password", null)).isNull();
    assertThat(Secrets.masked("password", true)).isEqualTo(true);
  }

  @Test
  void masked_valueWithoutSecrets_isTheValueItself() {
    Map<String, Object> config = Map.of("url", "https://shop.example/?page=2", "n", List.of(1));

    assertThat(Secrets.masked("", config)).isSameAs(config);
  }

  @Test
  void masked_sensitiveVariable_showsItsTypeOnly() {
    Map<String, Object> variable =
        Map.of("type", "String", "default_value", "abc", "sensitive", true);

    assertThat(Secrets.masked("v", variable))
        .isEqualTo(Map.of("type", "String", "default_value", "•••• (3 chars)", "sensitive", true));
  }

  @Test
  void masked_knownFormsOfTokens_areMaskedWithinTheText() {
    assertThat(Secrets.masked("use ghp_0123456789abcdefghij0123 now"))
        .isEqualTo("use •••• (28 chars) now");
    assertThat(Secrets.masked("https://me:pw@host.example/x?api_key=k1&page=2"))
        .isEqualTo("https://•••• (5 chars)@host.example/x?api_key=•••• (2 chars)&page=2");
    assertThat(Secrets.masked("-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n"))
        .isEqualTo("•••• (57 chars)\n");
    assertThat(Secrets.masked("risk-free sk-1")).isEqualTo("risk-free sk-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-0123456789abcdef",
        "ghp_0123456789abcdefghij",
        "gho_0123456789abcdefghij",
        "ghu_0123456789abcdefghij",
        "ghs_0123456789abcdefghij",
        "ghr_0123456789abcdefghij",
        "github_pat_0123456789abcdefghij",
        "AKIA0123456789ABCDEF",
        "ASIA0123456789ABCDEF",
        "xoxa-0123456789",
        "xoxb-0123456789",
        "xoxp-0123456789",
        "xoxr-0123456789",
        "xoxs-0123456789",
        "AIza0123456789abcdefghij0123456789",
        "eyJhbGci.eyJzdWIi.c2lnbg"
      })
  void masked_eachFormOfToken_aloneInATextWithoutAnother_isMasked(String token) {
    assertThat(Secrets.masked("(" + token + ")")).isEqualTo("(" + Secrets.mask(token) + ")");
    assertThat(new String(Secrets.overwritten(("(" + token + ")").getBytes(UTF_8)), UTF_8))
        .isEqualTo("(" + "*".repeat(token.length()) + ")");
  }

  @Test
  void masked_passwordOfAnAddress_isMasked() {
    assertThat(Secrets.masked("ftp://me:pw@host")).isEqualTo("ftp://•••• (5 chars)@host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"api_key", "apikey", "access_token", "token", "password", "secret", "sig"})
  void masked_eachSecretParameterOfAQuery_isMasked(String name) {
    assertThat(Secrets.masked("x?" + name + "=abc")).isEqualTo("x?" + name + "=•••• (3 chars)");
    assertThat(Secrets.masked("x?a=1&" + name + "=abc"))
        .isEqualTo("x?a=1&" + name + "=•••• (3 chars)");
  }

  @Test
  void maskedJson_lineOfADocument_keepsEverythingElse() {
    assertThat(Secrets.maskedJson("  \"url\": \"x\", \"password\": \"a\\\"b\", \"n\": 1"))
        .isEqualTo("  \"url\": \"x\", \"password\": \"•••• (4 chars)\", \"n\": 1");
  }

  @Test
  void masked_deepValue_isHiddenBelowTheBound() {
    Object value = "x";
    for (int i = 0; i < 600; i++) {
      value = List.of(value);
    }

    Object masked = Secrets.masked("", value);

    assertThat(String.valueOf(masked)).isEqualTo("[".repeat(500) + "••••" + "]".repeat(500));
    assertThat(Secrets.masked("", Collections.singletonList(null)))
        .isEqualTo(Collections.singletonList(null));
  }

  @Test
  void masked_beginningsOfTokensWithoutEnd_takeLinearTime() {
    String text = "eyJ-".repeat(1 << 16) + ".eyJ".repeat(1 << 15);

    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(Secrets.masked(text)).hasSizeLessThan(1 << 19));
  }

  @Test
  void masked_webToken_isRecognisedInAText() {
    assertThat(Secrets.masked("Bearer eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl!"))
        .isEqualTo("Bearer •••• (34 chars)!");
  }
}
