package dog.rebe.protocol.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is signed at an opening: the role of who signs, both hellos as they travelled with the
 * nonces in them, the session, and what the carrier binds them to. Each part stands with its length
 * before it, so that no two openings have the same transcript.
 */
public final class Transcript {

  private static final byte[] CONTEXT = "rebe opening 1\n".getBytes(StandardCharsets.US_ASCII);

  private final byte[] initiatorHello;
  private final byte[] acceptorHello;
  private final byte[] session;
  private final byte[] binding;

  /**
   * Of one opening.
   *
   * @param initiatorHello as it travelled
   * @param acceptorHello as it travelled
   * @param session its name
   * @param binding of the carrier; empty where there is none
   */
  public Transcript(byte[] initiatorHello, byte[] acceptorHello, byte[] session, byte[] binding) {
    this.initiatorHello = initiatorHello;
    this.acceptorHello = acceptorHello;
    this.session = session;
    this.binding = binding;
  }

  /** What the initiator signs. */
  public byte[] ofInitiator() {
    return digest((byte) 'I');
  }

  /** What the acceptor signs. */
  public byte[] ofAcceptor() {
    return digest((byte) 'A');
  }

  private byte[] digest(byte role) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(CONTEXT);
    bytes.write(role);
    for (byte[] part : new byte[][] {initiatorHello, acceptorHello, session, binding}) {
      bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
      bytes.writeBytes(part);
    }
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
