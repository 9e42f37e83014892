package dog.rebe.ssh.link;

import dog.rebe.ssh.key.SigningKey;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.kex.extension.DefaultClientKexExtensionHandler;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Logs in with keys (RFC 4252, section 7). Agents sign without holding up an I/O thread. A single
 * key that signs at once is not asked about first, which spares a round trip.
 */
final class PublicKeyLogin extends LoginExchange {

  static final String NAME = "publickey";

  private static final String CERTIFICATE = "-cert-v01@openssh.com";

  private record Offer(SigningKey key, String algorithm) {
    /** The algorithm's name in requests: a certificate has its own. */
    String requestName() {
      return key.publicKey() instanceof OpenSshCertificate ? algorithm + CERTIFICATE : algorithm;
    }
  }

  private final boolean alone;
  private final Deque<SigningKey> keys;
  private final Deque<Offer> offers = new ArrayDeque<>();
  private @Nullable Offer current;

  PublicKeyLogin(Dial dial) {
    super(NAME, dial);
    List<SigningKey> all = dial.material().keys();
    keys = new ArrayDeque<>(all);
    alone = all.size() == 1;
  }

  @Override
  boolean next() throws IOException {
    Offer offer = nextOffer();
    current = offer;
    if (offer == null) {
      return false;
    }
    dial.progress().offered(offer.key.description());
    if (alone && offer.key.signsAtOnce()) {
      sign(offer);
      return true;
    }
    Buffer buffer = request();
    buffer.putBoolean(false);
    buffer.putString(offer.requestName());
    buffer.putPublicKey(offer.key.publicKey());
    getClientSession().writePacket(buffer);
    return true;
  }

  @Override
  boolean answer(int message, Buffer buffer) throws IOException {
    Offer offer = current;
    if (message != SshConstants.SSH_MSG_USERAUTH_PK_OK || offer == null) {
      throw new IOException("An unexpected answer to a public key: message " + message);
    }
    sign(offer);
    return true;
  }

  private @Nullable Offer nextOffer() {
    while (offers.isEmpty() && !keys.isEmpty()) {
      SigningKey key = keys.remove();
      Set<String> known =
          getClientSession().getAttribute(DefaultClientKexExtensionHandler.SERVER_ALGORITHMS);
      key.algorithms().stream()
          .map(algorithm -> new Offer(key, algorithm))
          // Servers name the plain algorithms, also where they mean certificates.
          .filter(offer -> known == null || known.isEmpty() || known.contains(offer.algorithm()))
          .forEach(offers::add);
    }
    Offer offer = offers.poll();
    if (offer != null && current != null && current.key == offer.key && knowsAlgorithms()) {
      offers.clear();
      return nextOffer();
    }
    return offer;
  }

  /**
   * Where the server named its algorithms, a key that it refused once is refused with all of them.
   */
  private boolean knowsAlgorithms() {
    return getClientSession().getAttribute(DefaultClientKexExtensionHandler.SERVER_ALGORITHMS)
        != null;
  }

  private void sign(Offer offer) {
    Buffer buffer = request();
    buffer.putBoolean(true);
    buffer.putString(offer.requestName());
    buffer.putPublicKey(offer.key.publicKey());
    Buffer signed = new ByteArrayBuffer();
    signed.putBytes(getClientSession().getSessionId());
    signed.putRawBytes(buffer.array(), buffer.rpos(), buffer.available());
    offer
        .key
        .sign(offer.algorithm, signed.getCompactData())
        .whenComplete(
            (signature, failure) -> {
              if (signature == null) {
                dial.progress()
                    .offered(
                        offer.key.description()
                            + " (could not sign: "
                            + failure.getMessage()
                            + ")");
                giveUp();
              } else {
                send(offer, buffer, signature);
              }
            });
  }

  private void send(Offer offer, Buffer buffer, byte[] signature) {
    Buffer blob = new ByteArrayBuffer();
    blob.putString(offer.algorithm);
    blob.putBytes(signature);
    buffer.putBytes(blob.getCompactData());
    try {
      getClientSession().writePacket(buffer);
    } catch (IOException e) {
      dial.broken(e);
      getClientSession().close(true);
    }
  }
}
