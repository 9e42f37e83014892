/**
 * Commands and files over SSH. Apache MINA does the protocol and shows in no exported signature.
 */
module dog.rebe.ssh {
  requires static transitive org.jspecify;
  requires transitive dog.rebe.core;
  requires org.apache.sshd.osgi;
  requires org.apache.sshd.sftp;
  requires org.bouncycastle.provider;
  requires org.slf4j;

  exports dog.rebe.ssh;
  exports dog.rebe.ssh.config;
}
