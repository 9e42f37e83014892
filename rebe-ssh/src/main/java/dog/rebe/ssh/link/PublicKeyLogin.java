package dog.rebe.ssh.link;

import dog.rebe.ssh.key.SigningKey;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.kex.extension.DefaultClientKexExtensionHandler;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Logs in with keys (RFC 4252, section 7). Agents sign without holding up an I/O thread. A single
 * key that signs at once is not asked about first, which spares a round trip.
 */
final class PublicKeyLogin extends LoginExchange {

  static final String NAME = "publickey";

  private final boolean asksNothing;
  private final Deque<SigningKey> keys;
  private final Deque<SignedRequest> offers = new ArrayDeque<>();
  private @Nullable SignedRequest current;

  PublicKeyLogin(Dial dial) {
    super(NAME, dial);
    keys = new ArrayDeque<>(dial.login().keysLeft());
    asksNothing = dial.login().asksNothing();
  }

  @Override
  boolean next() throws IOException {
    SignedRequest offer = nextOffer();
    current = offer;
    if (offer == null) {
      return false;
    }
    dial.progress().offered(offer.key().description());
    if (asksNothing) {
      sign(offer);
      return true;
    }
    Buffer buffer = request();
    buffer.putBoolean(false);
    buffer.putString(offer.requestName());
    buffer.putPublicKey(offer.key().publicKey());
    getClientSession().writePacket(buffer);
    return true;
  }

  @Override
  boolean answer(int message, Buffer buffer) throws IOException {
    SignedRequest offer = current;
    if (message != SshConstants.SSH_MSG_USERAUTH_PK_OK || offer == null) {
      throw new IOException("An unexpected answer to a public key: message " + message);
    }
    sign(offer);
    return true;
  }

  private @Nullable SignedRequest nextOffer() {
    while (offers.isEmpty() && !keys.isEmpty()) {
      SigningKey key = keys.remove();
      Set<String> known =
          getClientSession().getAttribute(DefaultClientKexExtensionHandler.SERVER_ALGORITHMS);
      key.algorithms().stream()
          .map(algorithm -> new SignedRequest(key, algorithm))
          // Servers name the plain algorithms, also where they mean certificates.
          .filter(offer -> known == null || known.isEmpty() || known.contains(offer.algorithm()))
          .forEach(offers::add);
    }
    SignedRequest offer = offers.poll();
    if (offer != null && current != null && current.key() == offer.key() && knowsAlgorithms()) {
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

  private void sign(SignedRequest offer) {
    offer
        .packet(getClientSession(), service())
        .whenComplete(
            (packet, failure) -> {
              if (packet == null) {
                dial.progress()
                    .offered(
                        offer.key().description()
                            + " (could not sign: "
                            + failure.getMessage()
                            + ")");
                giveUp();
              } else {
                send(packet);
              }
            });
  }

  private void send(Buffer packet) {
    try {
      getClientSession().writePacket(packet);
    } catch (IOException e) {
      dial.broken(e);
      getClientSession().close(true);
    }
  }
}
