package dog.rebe.ssh.testkit;

/** A fault that shows while keys are exchanged. */
public sealed interface HandshakeFault extends Fault {

  /** Another host key than the one in known_hosts. */
  record ChangedHostKey() implements HandshakeFault {}

  /** A host certificate whose time is over. */
  record ExpiredHostCertificate() implements HandshakeFault {}

  /** A host certificate that somebody else has signed. */
  record ForeignHostCertificate() implements HandshakeFault {}

  /** Only algorithms that are refused today. */
  record OldAlgorithms() implements HandshakeFault {}

  /** A server from before the Terrapin attack was known. */
  record WithoutStrictKeyExchange() implements HandshakeFault {}

  /** The connection closes when the client has sent its key exchange proposal. */
  record ClosesInKeyExchange() implements HandshakeFault {}
}
