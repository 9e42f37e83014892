package dog.rebe.ssh.link;

import dog.rebe.ssh.fault.Fault;

/** Hears what becomes of a {@link Dial}: one of the two, once, unless it is called off. */
public interface DialListener {

  /** The connection is there and we are logged in. */
  void connected(Link link);

  /** There is none. */
  void failed(Fault fault);
}
