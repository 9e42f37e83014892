package dog.rebe.cli.input;

/** The forms of an inventory file. */
public enum InventoryFormat {
  /** One machine a line: {@code user@host:port label=value ...}. */
  HOSTS("hosts"),
  /** A client configuration of OpenSSH. */
  SSH_CONFIG("ssh-config"),
  /** What {@code ansible-inventory --list} prints. */
  ANSIBLE("ansible");

  private final String word;

  InventoryFormat(String word) {
    this.word = word;
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return word;
  }
}
