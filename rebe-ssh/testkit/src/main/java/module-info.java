/**
 * SSH nodes inside the JVM, with scripted systems and faults.
 *
 * <p>It does not know rebe-ssh, so that any SSH client can be tested against it.
 */
module dog.rebe.ssh.testkit {
  requires static transitive org.jspecify;
  requires transitive dog.rebe.core;
  requires transitive org.junit.jupiter.api;
  requires org.apache.sshd.osgi;
  requires org.bouncycastle.provider;
  requires org.slf4j;

  exports dog.rebe.ssh.testkit;
  exports dog.rebe.ssh.testkit.leak;
  exports dog.rebe.ssh.testkit.wire;
}
