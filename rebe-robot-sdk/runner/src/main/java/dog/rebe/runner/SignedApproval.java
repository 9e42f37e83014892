package dog.rebe.runner;

import dog.rebe.change.CanonicalJson;
import dog.rebe.change.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody's consent to one proposal, signed with Ed25519 (RFC 8032). It is data: nothing of it is
 * believed before its signature was checked against a key that is trusted. It counts for one run,
 * in one realm, until it expires. Immutable.
 */
public final class SignedApproval {

  private static final String PREFIX = "rebe:approval:v1\n";

  private final Digest subject;
  private final Digest plan;
  private final Digest preview;
  private final String run;
  private final String realm;
  private final KeyId key;
  private final Instant givenAt;
  private final Instant expiresAt;
  private final byte[] signature;

  SignedApproval(
      Digest subject,
      Digest plan,
      Digest preview,
      String run,
      String realm,
      KeyId key,
      Instant givenAt,
      Instant expiresAt,
      byte[] signature) {
    if (!expiresAt.isAfter(givenAt)) {
      throw new IllegalArgumentException(
          "The approval expires at " + expiresAt + ", which is not after " + givenAt);
    }
    this.subject = subject;
    this.plan = plan;
    this.preview = preview;
    this.run = run;
    this.realm = realm;
    this.key = key;
    this.givenAt = givenAt.truncatedTo(ChronoUnit.MILLIS);
    this.expiresAt = expiresAt.truncatedTo(ChronoUnit.MILLIS);
    this.signature = signature.clone();
  }

  /** What is approved: a proposal's {@link Proposal#subject}. */
  public Digest subject() {
    return subject;
  }

  /** The digest of the plan that was approved; part of what {@link #subject} is the digest of. */
  public Digest plan() {
    return plan;
  }

  /** The digest of the preview that was approved with it; part of the same. */
  public Digest preview() {
    return preview;
  }

  /** The run for which it is given. */
  public String run() {
    return run;
  }

  /** The realm in which it counts. */
  public String realm() {
    return realm;
  }

  /** The key by which it is signed. */
  public KeyId key() {
    return key;
  }

  /** When it was given, in milliseconds. */
  public Instant givenAt() {
    return givenAt;
  }

  /** From when on it counts no more. */
  public Instant expiresAt() {
    return expiresAt;
  }

  byte[] signature() {
    return signature.clone();
  }

  /** What is signed. */
  byte[] signedBytes() {
    return signedBytes(subject, plan, preview, run, realm, key, givenAt, expiresAt);
  }

  static byte[] signedBytes(
      Digest subject,
      Digest plan,
      Digest preview,
      String run,
      String realm,
      KeyId key,
      Instant givenAt,
      Instant expiresAt) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(PREFIX.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(
        CanonicalJson.bytes(form(subject, plan, preview, run, realm, key, givenAt, expiresAt)));
    return bytes.toByteArray();
  }

  private static Map<String, Object> form(
      Digest subject,
      Digest plan,
      Digest preview,
      String run,
      String realm,
      KeyId key,
      Instant givenAt,
      Instant expiresAt) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("subject", subject.hex());
    form.put("plan", plan.hex());
    form.put("preview", preview.hex());
    form.put("run", run);
    form.put("realm", realm);
    form.put("key", key.hex());
    form.put("givenAt", givenAt);
    form.put("expiresAt", expiresAt);
    return form;
  }

  /** Canonical JSON with the signature in base64; {@link #parse} reads it. */
  public String json() {
    Map<String, Object> form = form(subject, plan, preview, run, realm, key, givenAt, expiresAt);
    form.put("signature", signature);
    return CanonicalJson.text(form);
  }

  /**
   * Reads what {@link #json} wrote. Nothing is checked but the form.
   *
   * @throws IllegalArgumentException if it is no approval
   */
  public static SignedApproval parse(String json) {
    try {
      JsonMapper mapper =
          JsonMapper.builder(
                  JsonFactory.builder()
                      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                      .build())
              .enable(DeserializationFeature.USE_LONG_FOR_INTS)
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .build();
      if (mapper.readValue(json, Object.class) instanceof Map<?, ?> object
          && object.size() == 9
          && object.get("subject") instanceof String subject
          && object.get("plan") instanceof String plan
          && object.get("preview") instanceof String preview
          && object.get("run") instanceof String run
          && object.get("realm") instanceof String realm
          && object.get("key") instanceof String key
          && object.get("givenAt") instanceof Long givenAt
          && object.get("expiresAt") instanceof Long expiresAt
          && object.get("signature") instanceof String signature) {
        return new SignedApproval(
            new Digest(subject),
            new Digest(plan),
            new Digest(preview),
            run,
            realm,
            new KeyId(key),
            Instant.ofEpochMilli(givenAt),
            Instant.ofEpochMilli(expiresAt),
            Base64.getDecoder().decode(signature));
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("The approval is not JSON", e);
    }
    throw new IllegalArgumentException("This is no approval: it lacks a field or has one too many");
  }

  @Override
  public String toString() {
    return "approval of " + subject.abbreviated() + " by " + key.hex().substring(0, 12);
  }
}
