package dog.rebe.ssh.testkit;

import java.time.Duration;

/**
 * What is wrong with an embedded node. Faults of different families can be had together; of one
 * family the first that was given counts.
 */
public sealed interface Fault
    permits ConnectionFault,
        HandshakeFault,
        AuthenticationFault,
        ChannelFault,
        ShellFault,
        CommandFault {

  /** The machine is off: its port refuses connections. */
  static Fault switchedOff() {
    return new ConnectionFault.SwitchedOff();
  }

  /** Accepts connections and never says a word. */
  static Fault blackHole() {
    return new ConnectionFault.BlackHole();
  }

  /** Closes every connection as soon as it is there. */
  static Fault hangsUp() {
    return new ConnectionFault.HangsUp();
  }

  /** Sends one byte at a time before its SSH banner, for ever. */
  static Fault slowBanner(Duration interval) {
    return new ConnectionFault.SlowBanner(interval);
  }

  /** Sends text without end where its SSH banner should be. */
  static Fault bannerFlood() {
    return new ConnectionFault.BannerFlood();
  }

  /** Answers with another protocol's greeting. */
  static Fault notSsh() {
    return new ConnectionFault.NotSsh();
  }

  /** Shows another host key than the one in known_hosts. */
  static Fault changedHostKey() {
    return new HandshakeFault.ChangedHostKey();
  }

  /**
   * Shows a host certificate whose time is over; for a {@linkplain NodeDefinition#certified
   * certified} node.
   */
  static Fault expiredHostCertificate() {
    return new HandshakeFault.ExpiredHostCertificate();
  }

  /**
   * Shows a host certificate of an authority that nobody trusts; for a {@linkplain
   * NodeDefinition#certified certified} node.
   */
  static Fault foreignHostCertificate() {
    return new HandshakeFault.ForeignHostCertificate();
  }

  /** Offers only algorithms that are refused today: SHA-1 key exchange, CBC ciphers. */
  static Fault oldAlgorithms() {
    return new HandshakeFault.OldAlgorithms();
  }

  /** Does not know strict key exchange, and offers chacha20-poly1305 and nothing else. */
  static Fault withoutStrictKeyExchange() {
    return new HandshakeFault.WithoutStrictKeyExchange();
  }

  /** Closes the connection in the middle of the key exchange. */
  static Fault closesInKeyExchange() {
    return new HandshakeFault.ClosesInKeyExchange();
  }

  /** Refuses every credential. */
  static Fault refusesAuthentication() {
    return new AuthenticationFault.Refuses();
  }

  /** Never answers a request to authenticate. */
  static Fault hangsInAuthentication() {
    return new AuthenticationFault.Hangs();
  }

  /**
   * Refuses channels beyond this many at once per session, as MaxSessions of OpenSSH does.
   *
   * @param channels 0 refuses all
   */
  static Fault maxSessions(int channels) {
    return new ChannelFault.MaxSessions(channels);
  }

  /** Never answers a request to open a channel. */
  static Fault hangsOnChannels() {
    return new ChannelFault.Hangs();
  }

  /** Refuses to execute anything. */
  static Fault refusesExec() {
    return new ChannelFault.RefusesExec();
  }

  /** Shows no files: it has no subsystem {@code sftp}. */
  static Fault refusesFiles() {
    return new ChannelFault.RefusesFiles();
  }

  /** Lets nobody become another user. */
  static Fault refusesRunAs() {
    return new ShellFault.RefusesRunAs();
  }

  /** Has no login shell that would run anything. */
  static Fault noLoginShell() {
    return new ShellFault.NoLoginShell();
  }

  /** Prints this before the output of every command, as a careless start-up file does. */
  static Fault noisyLogin(String text) {
    return new ShellFault.NoisyLogin(text);
  }

  /** Its processes do not end when they are told to. */
  static Fault keepsProcesses() {
    return new ShellFault.KeepsProcesses();
  }

  /** Hangs once a command has printed this many bytes. */
  static Fault hangsInCommand(long afterBytes) {
    return new CommandFault.Hangs(afterBytes);
  }

  /** Takes this much longer for every command. */
  static Fault slow(Duration delay) {
    return new CommandFault.Slow(delay);
  }

  /** Every command dies by this signal, given without {@code SIG}. */
  static Fault killedBy(String signal) {
    return new CommandFault.KilledBy(signal);
  }

  /** Channels close without an exit status. */
  static Fault vanishingCommands() {
    return new CommandFault.Vanishes();
  }

  /** The exit status comes before the output. */
  static Fault outputAfterExit() {
    return new CommandFault.OutputAfterExit();
  }

  /** Every command prints without end. */
  static Fault flood() {
    return new CommandFault.Floods();
  }

  /**
   * Every command prints this many random bytes in place of its output, the same ones for the same
   * seed.
   */
  static Fault garbage(int bytes, long seed) {
    return new CommandFault.Garbage(bytes, seed);
  }

  /** The connection closes once a command has printed this many bytes. */
  static Fault cutsConnection(long afterBytes) {
    return new CommandFault.CutsConnection(afterBytes);
  }
}
