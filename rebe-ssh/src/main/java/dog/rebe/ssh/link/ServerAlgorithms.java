package dog.rebe.ssh.link;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.sshd.common.kex.extension.DefaultClientKexExtensionHandler;
import org.apache.sshd.common.kex.extension.parser.ServerSignatureAlgorithms;
import org.apache.sshd.common.session.Session;

/**
 * Remembers with which algorithms a server lets keys sign (RFC 8308, section 3.1). The library
 * would also order its own by them, and read other extensions; nothing here looks at either.
 */
final class ServerAlgorithms extends DefaultClientKexExtensionHandler {

  @Override
  public boolean handleKexExtensionRequest(
      Session session, int index, int count, String name, byte[] data) throws IOException {
    if (ServerSignatureAlgorithms.NAME.equals(name)) {
      List<String> names = ServerSignatureAlgorithms.INSTANCE.parseExtension(data);
      if (names != null && !names.isEmpty()) {
        session.setAttribute(SERVER_ALGORITHMS, Set.copyOf(names));
      }
    }
    return true;
  }
}
