package dog.rebe.ssh.link;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a name. May block; never called on an I/O thread. */
@FunctionalInterface
public interface NameLookup {

  /** At least one address, the best first. */
  InetAddress[] lookUp(String host) throws UnknownHostException;

  /** The system's resolver. */
  static NameLookup system() {
    return InetAddress::getAllByName;
  }
}
