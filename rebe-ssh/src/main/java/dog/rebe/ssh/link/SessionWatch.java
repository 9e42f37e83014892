package dog.rebe.ssh.link;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.kex.extension.KexExtensions;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/** Hands the events of all sessions to their dials, and keeps a session from unsafe algorithms. */
final class SessionWatch implements SessionListener {

  private static final List<KexProposalOption> CIPHERS =
      List.of(KexProposalOption.C2SENC, KexProposalOption.S2CENC);

  private static final int MOST_LINE = 100;

  private final boolean quickAcks;

  SessionWatch(boolean quickAcks) {
    this.quickAcks = quickAcks;
  }

  @Override
  public void sessionNegotiationOptionsCreated(
      Session session, Map<KexProposalOption, String> proposal) {
    Dial dial = Dial.of(session);
    if (dial != null) {
      proposal.computeIfPresent(
          KexProposalOption.SERVERKEYS,
          (option, names) ->
              HostKeyOrder.of(
                  Arrays.asList(names.split(",")),
                  dial.server().knownKeyTypes(),
                  dial.server().takesCertificates()));
    }
  }

  @Override
  public void sessionPeerIdentificationLine(Session session, String line, List<String> extraLines) {
    Dial dial = Dial.of(session);
    if (dial != null && !line.startsWith("SSH-")) {
      dial.progress().line(line.length() > MOST_LINE ? line.substring(0, MOST_LINE) : line);
    }
  }

  @Override
  public void sessionPeerIdentificationReceived(
      Session session, String version, List<String> extraLines) {
    arm(session);
    Dial dial = Dial.of(session);
    if (dial != null) {
      dial.greeted();
    }
  }

  @Override
  public void sessionNegotiationEnd(
      Session session,
      Map<KexProposalOption, String> ours,
      Map<KexProposalOption, String> theirs,
      Map<KexProposalOption, String> negotiated,
      @Nullable Throwable reason) {
    arm(session);
    Dial dial = Dial.of(session);
    if (dial == null) {
      return;
    }
    if (reason != null) {
      dial.server().condemn(noCommonAlgorithm(dial.target(), ours, theirs));
      return;
    }
    boolean announced =
        Arrays.asList(theirs.getOrDefault(KexProposalOption.ALGORITHMS, "").split(","))
            .contains(KexExtensions.STRICT_KEX_SERVER_EXTENSION);
    boolean strict = dial.server().strict(announced);
    for (KexProposalOption option : CIPHERS) {
      String cipher = negotiated.getOrDefault(option, "");
      if (!strict && AlgorithmOffer.needsStrictKeyExchange(cipher)) {
        dial.server()
            .condemn(
                new Fault(
                    FailureKind.NO_COMMON_ALGORITHM,
                    dial.target()
                        + " chose "
                        + cipher
                        + " without strict key exchange, which is open to prefix truncation"
                        + " (CVE-2023-48795)"));
      }
    }
  }

  private static Fault noCommonAlgorithm(
      Target target, Map<KexProposalOption, String> ours, Map<KexProposalOption, String> theirs) {
    List<String> missing = new ArrayList<>();
    for (KexProposalOption option : KexProposalOption.VALUES) {
      if (KexProposalOption.LANGUAGE_PROPOSALS.contains(option)) {
        continue;
      }
      List<String> offered = Arrays.asList(theirs.getOrDefault(option, "").split(","));
      boolean shared =
          Stream.of(ours.getOrDefault(option, "").split(",")).anyMatch(offered::contains);
      if (!shared) {
        missing.add(option.getDescription() + ": " + String.join(", ", offered));
      }
    }
    return new Fault(
        FailureKind.NO_COMMON_ALGORITHM,
        target + " offers only what we refuse: " + String.join("; ", missing));
  }

  @Override
  public void sessionEvent(Session session, Event event) {
    arm(session);
    Dial dial = Dial.of(session);
    if (dial != null && event == Event.KeyEstablished) {
      dial.keyed();
    }
  }

  @Override
  public void sessionException(Session session, Throwable reason) {
    Dial dial = Dial.of(session);
    if (dial != null) {
      dial.broken(ExceptionUtils.peelException(reason));
    }
  }

  @Override
  public void sessionDisconnect(
      Session session, int code, String message, String language, boolean initiator) {
    Dial dial = Dial.of(session);
    if (dial != null) {
      dial.broken(new SshException(code, initiator ? message : "the server said: " + message));
    }
  }

  @Override
  public void sessionClosed(Session session) {
    Dial dial = Dial.of(session);
    if (dial != null) {
      dial.closed();
    }
  }

  private void arm(Session session) {
    if (quickAcks) {
      QuickAck.arm(session.getIoSession());
    }
  }
}
