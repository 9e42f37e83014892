package dog.rebe.protocol.carrier;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The HTTP/1.1 request and answer by which a connection becomes a WebSocket (RFC 6455, 4). */
final class HttpUpgrade {

  /** The WebSocket subprotocol: a gateway can tell us from others by it. */
  static final String SUBPROTOCOL = "rebe.v1";

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int MAX_HEAD_BYTES = 8_192;

  private HttpUpgrade() {}

  /** As the server. */
  static void accept(InputStream in, OutputStream out, String path) throws IOException {
    Head head = Head.read(in);
    String key = head.get("sec-websocket-key");
    boolean sound =
        head.first().equals("GET " + path + " HTTP/1.1")
            && head.get("upgrade").equalsIgnoreCase("websocket")
            && head.get("connection").toLowerCase(Locale.ROOT).contains("upgrade")
            && head.get("sec-websocket-version").equals("13")
            && head.get("sec-websocket-protocol").contains(SUBPROTOCOL)
            && !key.isEmpty();
    if (!sound) {
      write(
          out,
          "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n"
              + "This is a WebSocket at "
              + path
              + " with the subprotocol "
              + SUBPROTOCOL
              + "\n");
      throw new IOException("What came is no upgrade to a WebSocket of " + SUBPROTOCOL);
    }
    write(
        out,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + answer(key)
            + "\r\nSec-WebSocket-Protocol: "
            + SUBPROTOCOL
            + "\r\n\r\n");
  }

  /** As the client. */
  static void ask(
      InputStream in, OutputStream out, String host, String path, RandomGenerator random)
      throws IOException {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String key = Base64.getEncoder().encodeToString(bytes);
    write(
        out,
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Protocol: "
            + SUBPROTOCOL
            + "\r\nSec-WebSocket-Key: "
            + key
            + "\r\n\r\n");
    Head head = Head.read(in);
    if (!head.first().startsWith("HTTP/1.1 101 ")
        || !head.get("sec-websocket-accept").equals(answer(key))
        || !head.get("sec-websocket-protocol").equals(SUBPROTOCOL)) {
      throw new IOException("The server does not speak " + SUBPROTOCOL + " over WebSocket");
    }
  }

  private static String answer(String key) throws IOException {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("This JDK has no SHA-1, which WebSocket asks for", e);
    }
  }

  private static void write(OutputStream out, String head) throws IOException {
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** The first line and the fields of a request or an answer, their names in lower case. */
  private record Head(String first, Map<String, String> fields) {

    /** Byte by byte: what comes after the head is not ours to read. */
    static Head read(InputStream in) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int matched = 0;
      while (matched < 4) {
        int next = in.read();
        if (next < 0 || bytes.size() >= MAX_HEAD_BYTES) {
          throw new EOFException("The head of an HTTP message is cut or too long");
        }
        bytes.write(next);
        matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
      }
      String[] lines = bytes.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
      Map<String, String> fields = new HashMap<>();
      for (int i = 1; i < lines.length; i++) {
        int colon = lines[i].indexOf(':');
        if (colon > 0) {
          fields.put(
              lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
              lines[i].substring(colon + 1).strip());
        }
      }
      return new Head(lines[0], fields);
    }

    String get(String name) {
      return fields.getOrDefault(name, "");
    }
  }
}
