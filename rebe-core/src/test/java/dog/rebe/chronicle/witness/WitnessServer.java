package dog.rebe.chronicle.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dog.rebe.chronicle.note.Checkpoint;
import dog.rebe.chronicle.note.SignedNote;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.chronicle.note.VerifierKey;
import dog.rebe.chronicle.tree.ConsistencyProof;
import dog.rebe.chronicle.tree.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** A witness for one log, as the specification of witnesses says (C2SP tlog-witness). */
final class WitnessServer {

  private final VerifierKey log;
  private final SigningKey key;
  private Checkpoint latest;

  private WitnessServer(VerifierKey log, SigningKey key) {
    this.log = log;
    this.key = key;
    this.latest = new Checkpoint(log.name(), 0, TreeHash.ofNothing());
  }

  static void handle(HttpServer server, VerifierKey log, SigningKey key) {
    WitnessServer witness = new WitnessServer(log, key);
    server.createContext("/w/add-checkpoint", witness::add);
  }

  private synchronized void add(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int end = body.indexOf("\n\n");
    List<String> lines = List.of(body.substring(0, end).split("\n"));
    long old = Long.parseLong(lines.get(0).substring("old ".length()));
    SignedNote note = SignedNote.parse(body.substring(end + 2).getBytes(StandardCharsets.UTF_8));
    Checkpoint shown = Checkpoint.of(note);
    ConsistencyProof proof =
        new ConsistencyProof(
            old, shown.size(), lines.stream().skip(1).map(TreeHash::ofBase64).toList());
    if (!note.isSignedBy(log)) {
      answer(exchange, 403, "");
    } else if (old > shown.size()) {
      answer(exchange, 400, "");
    } else if (old != latest.size()) {
      answer(exchange, 409, latest.size() + "\n");
    } else if (old > 0 && !proof.proves(latest.root(), shown.root())) {
      answer(exchange, 422, "");
    } else {
      latest = shown;
      answer(exchange, 200, key.cosign(note, Instant.ofEpochSecond(1_800_000_000)).line());
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
