package dev.sluice.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Masks secrets before they are shown, written to a report or sent anywhere.
 *
 * <p>A value is a secret if its key says so, such as {@code password}, or if it has the form of a
 * known kind of token. A template such as {@code {{password}}} is not a secret.
 */
public final class Secrets {

  /** Keys without their separators, in lower case. */
  private static final Set<String> KEYS =
      Set.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "accesstoken",
          "refreshtoken",
          "bottoken",
          "apikey",
          "clientsecret",
          "jwtsecret",
          "privatekey",
          "basicpassword",
          "verifytoken",
          "authheadervalue",
          "authorization",
          "proxyauthorization",
          "xapikey",
          "xauthtoken",
          "cookie",
          // no "tokens", which is a number of tokens, as in "max_tokens"
          "passwords",
          "secrets",
          "apikeys",
          "privatekeys",
          "clientsecrets",
          "accesstokens",
          "refreshtokens",
          "bottokens");

  /** The ends of further keys, such as {@code smtp_password}. */
  private static final List<String> ENDS =
      List.of(
          "_password",
          "_passwords",
          "_passwd",
          "_secret",
          "_secrets",
          "_token",
          "_api_key",
          "_api_keys",
          "_private_key",
          "_private_keys");

  private static final Set<String> NOT_SECRET =
      Set.of("mask_password", "mask_passwords", "show_password", "show_passwords", "mask_secrets");

  private static final Pattern TEMPLATE = Pattern.compile("(\\{\\{[^{}]*}}|\\$\\{[^{}]*})");

  private static final Pattern KNOWN_FORM =
      Pattern.compile(
          "\\bsk-[A-Za-z0-9_-]{16,}|\\bgh[pousr]_[A-Za-z0-9]{20,}|\\bgithub_pat_[A-Za-z0-9_]{20,}"
              + "|\\b(?:AKIA|ASIA)[A-Z0-9]{16}|\\bxox[abprs]-[A-Za-z0-9-]{10,}"
              + "|\\bAIza[A-Za-z0-9_-]{30,}|(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{5,}+\\.[A-Za-z0-9_-]{5,}+\\.[A-Za-z0-9_-]*|-----BEGIN"
              + " [A-Z ]{0,30}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?"
              + "|(?<=://)[^/?#\\s:@\"{}]{0,200}:[^/?#\\s@\"{}]{1,200}(?=@)"
              + "|(?<=[?&](?:api_key|apikey|access_token|token|password|secret|sig)=)[^&#\\s\"{}]+");

  /** Each text with a token of a known form contains one of these, which is quick to check. */
  private static final List<String> MARKS =
      List.of(
          "sk-",
          "ghp_",
          "gho_",
          "ghu_",
          "ghs_",
          "ghr_",
          "github_pat_",
          "AKIA",
          "ASIA",
          "xox",
          "AIza",
          "eyJ",
          "-----BEGIN ",
          "://",
          "key=",
          "token=",
          "password=",
          "secret=",
          "sig=");

  /** A member of a JSON text with a string as its value. */
  private static final Pattern MEMBER =
      Pattern.compile("\"([A-Za-z0-9_.-]{1,64})\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");

  /** Like {@link #MEMBER}, but also matches a value that is cut off at the end of the text. */
  private static final Pattern MEMBER_OR_BEGINNING =
      Pattern.compile("\"([A-Za-z0-9_.-]{1,64})\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*+)");

  /** Containers nested deeper than this are hidden as a whole. */
  private static final int DEEPEST = 500;

  private static final String HIDDEN = "••••";

  /** The members of a variable that are not its value. */
  private static final Set<String> DESCRIBING =
      Set.of("type", "description", "sensitive", "scope", "required", "name");

  private Secrets() {}

  /** Whether the value of a key with this name is a secret. */
  public static boolean isSecretKey(String key) {
    String name = key.toLowerCase(Locale.ROOT).replace('-', '_');
    return !NOT_SECRET.contains(name)
        && (KEYS.contains(name.replace("_", "")) || ENDS.stream().anyMatch(name::endsWith));
  }

  /** The text with all tokens of a known form masked. */
  public static String masked(String text) {
    return masked(text, Secrets::mask);
  }

  private static String masked(String text, UnaryOperator<String> mask) {
    if (!mayHaveToken(text)) {
      return text;
    }
    Matcher secret = KNOWN_FORM.matcher(text);
    return secret.find() ? secret.replaceAll(found -> mask.apply(found.group())) : text;
  }

  /**
   * A copy of a JSON value with secrets masked, at any depth; the value itself if there are none.
   *
   * @param key the key of the value; empty if there is none
   */
  public static @Nullable Object masked(String key, @Nullable Object value) {
    return masked(isSecretKey(key), value, Secrets::mask, 0);
  }

  /**
   * Like {@link #masked(String, Object)}, but each masked text also has two hexadecimal digits that
   * depend on the secret, so that the texts of different secrets of the same length differ, except
   * for one pair in 256.
   *
   * <p>The digits are 8 bits of a SHA-256 digest. Whoever guesses a secret from a dictionary can
   * exclude 255 of 256 guesses with them, but cannot confirm one: a number of four digits still has
   * 39 candidates. More bits would identify it. The same secret has the same digits everywhere, so
   * seeing it in further places reveals no further bits.
   */
  public static @Nullable Object maskedWithDigest(String key, @Nullable Object value) {
    return masked(isSecretKey(key), value, Secrets::maskWithDigest, 0);
  }

  /** A copy of a value of a sensitive variable, or of the whole variable, masked. */
  public static @Nullable Object maskedVariable(@Nullable Object value) {
    return masked(true, value, Secrets::mask, 0);
  }

  /** Whether a member describes a variable, and is shown even if the variable is sensitive. */
  public static boolean describesVariable(String member) {
    return DESCRIBING.contains(member);
  }

  private static @Nullable Object masked(
      boolean secret, @Nullable Object value, UnaryOperator<String> mask, int depth) {
    if (value instanceof String text) {
      return secret ? maskedWhole(text, mask) : masked(text, mask);
    }
    if (value instanceof Number number) {
      return secret ? mask.apply(number.toString()) : number;
    }
    if (depth == DEEPEST && (value instanceof Map || value instanceof List)) {
      return HIDDEN;
    }
    if (value instanceof Map<?, ?> map) {
      return maskedObject(secret, map, mask, depth);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      boolean same = true;
      for (Object element : list) {
        Object shown = masked(secret, element, mask, depth + 1);
        same &= shown == element;
        copy.add(shown);
      }
      return same ? list : copy;
    }
    return value;
  }

  private static Object maskedObject(
      boolean secret, Map<?, ?> map, UnaryOperator<String> mask, int depth) {
    boolean sensitive = secret || Boolean.TRUE.equals(map.get("sensitive"));
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    boolean same = true;
    for (Map.Entry<?, ?> member : map.entrySet()) {
      String key = String.valueOf(member.getKey());
      boolean hidden = isSecretKey(key) || (sensitive && !DESCRIBING.contains(key));
      Object shown = masked(hidden, member.getValue(), mask, depth + 1);
      same &= shown == member.getValue();
      copy.put(key, shown);
    }
    return same ? map : copy;
  }

  private static String maskedWhole(String text, UnaryOperator<String> mask) {
    return isTemplate(text) ? text : mask.apply(text);
  }

  /** Whether a text is empty or a template, which is shown even as the value of a secret key. */
  static boolean isTemplate(String text) {
    return text.isEmpty() || TEMPLATE.matcher(text).matches();
  }

  private static boolean mayHaveToken(String text) {
    for (String mark : MARKS) {
      if (text.contains(mark)) {
        return true;
      }
    }
    return false;
  }

  /** Passes the start and the end of each token of a known form to a consumer. */
  static void forEachToken(String text, BiConsumer<Integer, Integer> tokens) {
    if (!mayHaveToken(text)) {
      return;
    }
    Matcher known = KNOWN_FORM.matcher(text);
    while (known.find()) {
      tokens.accept(known.start(), known.end());
    }
  }

  /** The text that is shown instead of a secret. */
  static String mask(String secret) {
    int length = secret.codePointCount(0, secret.length());
    return HIDDEN + " (" + length + (length == 1 ? " char)" : " chars)");
  }

  private static String maskWithDigest(String secret) {
    byte[] digest = Sha256.begin().digest(("sluice:" + secret).getBytes(StandardCharsets.UTF_8));
    String shown = mask(secret);
    return shown.substring(0, shown.length() - 1) + ", %02x)".formatted(digest[0]);
  }

  /**
   * The UTF-8 bytes of a line of a JSON text, or of a part of a line, in which each byte of a
   * secret is an asterisk, so that places in the line stay the same. Only keys in the line itself
   * count; {@link SecretSpans} also considers what encloses it.
   */
  public static byte[] overwritten(byte[] line) {
    String bytes = new String(line, StandardCharsets.ISO_8859_1); // a character for each byte
    byte[] shown = line.clone();
    Matcher member = MEMBER_OR_BEGINNING.matcher(bytes);
    while (member.find()) {
      if (isSecretKey(member.group(1)) && !TEMPLATE.matcher(member.group(2)).matches()) {
        Arrays.fill(shown, member.start(2), member.end(2), (byte) '*');
      }
    }
    forEachToken(bytes, (from, to) -> Arrays.fill(shown, from, to, (byte) '*'));
    return shown;
  }

  /** A line of a JSON text with secrets masked, for text that could not be read as a document. */
  public static String maskedJson(String line) {
    Matcher member = MEMBER.matcher(line);
    StringBuilder masked = new StringBuilder();
    while (member.find()) {
      boolean secret = isSecretKey(member.group(1)) && !member.group(2).isEmpty();
      if (secret) {
        int start = member.start(2);
        member.appendReplacement(masked, "");
        masked
            .append(line, member.start(), start)
            .append(maskedWhole(member.group(2), Secrets::mask))
            .append('"');
      }
    }
    member.appendTail(masked);
    return masked(masked.toString());
  }
}
