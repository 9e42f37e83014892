package dog.rebe.ssh.link;

import dog.rebe.ssh.key.SigningKey;
import java.util.concurrent.CompletionStage;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * A request to log in with a key, with the signature that proves that we have it (RFC 4252, section
 * 7). The signature covers the identifier of this connection, so it is worth nothing on another.
 *
 * @param key the key
 * @param algorithm what it signs with
 */
record SignedRequest(SigningKey key, String algorithm) {

  private static final String CERTIFICATE = "-cert-v01@openssh.com";

  /** The algorithm's name in requests: a certificate has its own. */
  String requestName() {
    return key.publicKey() instanceof OpenSshCertificate ? algorithm + CERTIFICATE : algorithm;
  }

  /** The packet, once it is signed. */
  CompletionStage<Buffer> packet(ClientSession session, String service) {
    Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_USERAUTH_REQUEST);
    buffer.putString(session.getUsername());
    buffer.putString(service);
    buffer.putString(PublicKeyLogin.NAME);
    buffer.putBoolean(true);
    buffer.putString(requestName());
    buffer.putPublicKey(key.publicKey());
    Buffer signed = new ByteArrayBuffer();
    signed.putBytes(session.getSessionId());
    signed.putRawBytes(buffer.array(), buffer.rpos(), buffer.available());
    return key.sign(algorithm, signed.getCompactData())
        .thenApply(
            signature -> {
              Buffer blob = new ByteArrayBuffer();
              blob.putString(algorithm);
              blob.putBytes(signature);
              buffer.putBytes(blob.getCompactData());
              return buffer;
            });
  }
}
