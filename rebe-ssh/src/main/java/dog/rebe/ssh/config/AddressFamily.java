package dog.rebe.ssh.config;

/** Which addresses of a host may be used: {@code AddressFamily}. */
public enum AddressFamily {
  /** All. */
  ANY,
  /** Those of version 4 only. */
  IPV4,
  /** Those of version 6 only. */
  IPV6
}
