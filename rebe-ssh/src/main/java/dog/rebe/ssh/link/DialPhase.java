package dog.rebe.ssh.link;

/** How far a dial has come. */
enum DialPhase {
  /** Keys are read and agents are asked. */
  PREPARING,
  /** The name is looked up. */
  LOOKING_UP,
  /** TCP connects. */
  CONNECTING,
  /** The server's banner is awaited. */
  GREETING,
  /** Keys are exchanged and the host is judged. */
  KEY_EXCHANGE,
  /** We log in. */
  LOGIN
}
