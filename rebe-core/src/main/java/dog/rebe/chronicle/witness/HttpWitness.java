package dog.rebe.chronicle.witness;

import dog.rebe.chronicle.note.Checkpoint;
import dog.rebe.chronicle.note.SignedNote;
import dog.rebe.chronicle.note.VerifierKey;
import dog.rebe.chronicle.tree.ConsistencyProof;
import dog.rebe.chronicle.tree.TileFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * A witness that is reached over HTTP and cosigns what it takes (C2SP tlog-witness, {@code
 * add-checkpoint}). It must know the chronicle's key.
 *
 * <p>It speaks for itself only: what came back is believed because of its signature, so the
 * connection need not be trusted. Thread-safe.
 */
public final class HttpWitness implements Witness {

  private static final int MAX_ANSWER_BYTES = 64 * 1024;
  private static final int OK = 200;
  private static final int CONFLICT = 409;
  private static final int UNPROVEN = 422;

  private final HttpClient client;
  private final URI address;
  private final VerifierKey key;
  private final Duration limit;

  private HttpWitness(HttpClient client, URI address, VerifierKey key, Duration limit) {
    this.client = client;
    this.address = address;
    this.key = key;
    this.limit = limit;
  }

  /**
   * A witness at this address.
   *
   * @param client how it is reached
   * @param prefix the submission prefix, such as {@code https://witness.example.com/}
   * @param key the witness's key, of those that cosign
   * @param limit how long one request may take; more than zero
   */
  public static HttpWitness at(HttpClient client, URI prefix, VerifierKey key, Duration limit) {
    if (!key.isCosigner()) {
      throw new IllegalArgumentException(
          "The key " + key + " is none that cosigns: a witness's key has type 4");
    }
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("The limit of " + limit + " must be more than zero");
    }
    String text = prefix.toString();
    URI address = URI.create((text.endsWith("/") ? text : text + "/") + "add-checkpoint");
    return new HttpWitness(Objects.requireNonNull(client, "client"), address, key, limit);
  }

  @Override
  public SignedNote show(SignedNote checkpoint, TileFolder tree) throws IOException {
    Checkpoint shown = Checkpoint.of(checkpoint);
    // Nothing is remembered here: the witness says what it knows, if it is not this one
    Answer answer = ask(checkpoint, tree, 0);
    if (answer.status() == CONFLICT) {
      long known = size(answer.text());
      if (known > shown.size()) {
        throw new RefusedByWitnessException(
            "The chronicle "
                + shown.origin()
                + " was rolled back: the witness "
                + key.name()
                + " knows a checkpoint over "
                + known
                + " entries, and this one covers "
                + shown.size());
      }
      answer = ask(checkpoint, tree, known);
    }
    if (answer.status() == UNPROVEN) {
      throw new RefusedByWitnessException(
          "The chronicle "
              + shown.origin()
              + " was rewritten: the witness "
              + key.name()
              + " does not take its checkpoint over "
              + shown.size()
              + " entries for what goes on from the last that it knows");
    }
    if (answer.status() != OK) {
      throw new IOException(
          "The witness at " + address + " answered " + answer.status() + ": " + answer.text());
    }
    return cosigned(checkpoint, answer.text());
  }

  private SignedNote cosigned(SignedNote checkpoint, String lines) throws IOException {
    SignedNote answered;
    try {
      answered =
          SignedNote.parse((checkpoint.text() + "\n" + lines).getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IOException("The witness at " + address + " answered no cosignatures", e);
    }
    if (!answered.isSignedBy(key)) {
      throw new IOException("The witness at " + address + " did not cosign with " + key);
    }
    SignedNote all = checkpoint;
    for (var signature : answered.signatures()) {
      if (signature.name().equals(key.name()) && signature.keyId() == key.id()) {
        all = all.with(signature);
      }
    }
    return all;
  }

  /** What the witness said. */
  private record Answer(int status, String text) {}

  private Answer ask(SignedNote checkpoint, TileFolder tree, long known) throws IOException {
    StringBuilder body = new StringBuilder("old " + known + "\n");
    proof(tree, known).path().forEach(hash -> body.append(hash.base64()).append('\n'));
    body.append('\n').append(new String(checkpoint.bytes(), StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(limit)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        String text = new String(in.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
        return new Answer(response.statusCode(), text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the witness at " + address + " was asked", e);
    }
  }

  private static ConsistencyProof proof(TileFolder tree, long known) throws IOException {
    try {
      return tree.consistency(known);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private long size(String text) throws IOException {
    String digits = text.strip();
    if (!digits.matches("0|[1-9][0-9]{0,17}")) {
      throw new IOException("The witness at " + address + " named no size: '" + digits + "'");
    }
    return Long.parseLong(digits);
  }
}
