package dog.rebe.ssh.link;

/** Which channel of a connection may be taken. */
public enum ChannelChoice {
  /** The quickest to be had: one that was opened ahead, if there is one. */
  QUICKEST,
  /**
   * One whose opening proves that the server is there, unless it was heard a moment ago: what is
   * sent on a channel that was opened ahead may vanish with a server that died without a word, and
   * then nobody knows whether it ran.
   */
  PROVEN
}
