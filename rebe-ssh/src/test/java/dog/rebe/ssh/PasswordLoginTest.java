package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.testkit.CanarySecret;
import dog.rebe.testkit.EveryLog;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Logging in at a real OpenSSH server by password, in the two ways that there are, and with an
 * encrypted key. Neither password nor passphrase may stand anywhere afterwards, right or wrong.
 */
@Tag("fault-13")
@Tag("fault-72")
class PasswordLoginTest {

  private static final CanarySecret RIGHT = CanarySecret.of("WqJxZvKpGyMhTfBnRd");
  private static final CanarySecret WRONG = CanarySecret.of("JbYwQzXvRkPfHgTnMc");

  /** What crypt(3) makes of the right one, by SHA-512. */
  private static final String HASH =
      "$6$rebe$FLtxrLhqsNsWMFU7ze9..rNSF/IczPPGeh0b/yKLvfdyqtKBXU2TuBU0KZPFrJyL1jY6Sr7H9.JRsIfzCAKuA0";

  private static final String SHADOW =
      "root:*:19000::::::\n" + OwnUsers.USER + ":" + HASH + ":19000::::::\n";

  private static final String PAM =
      """
      auth required pam_unix.so
      account required pam_unix.so
      session required pam_unix.so
      """;

  @RegisterExtension
  static final OwnUsers BY_PASSWORD =
      new OwnUsers(
          Map.of("shadow", SHADOW), "PasswordAuthentication yes", "PubkeyAuthentication no");

  @RegisterExtension
  static final OwnUsers BY_KEYBOARD =
      new OwnUsers(
          Map.of("shadow", SHADOW, "pam.d/sshd", PAM),
          "UsePAM yes",
          "KbdInteractiveAuthentication yes",
          "PubkeyAuthentication no");

  @RegisterExtension static final RealNode BY_KEY = new RealNode();

  private final StringBuilder seen = new StringBuilder();

  private Outcome<CapturedOutput> run(OwnUsers node, CanarySecret password) throws Exception {
    return run(
        node.transport().credentials(Credential.password(password.secret("password"))),
        node.node());
  }

  private Outcome<CapturedOutput> run(SshTransportBuilder builder, Node node) {
    Command<CapturedOutput> command =
        Command.of("id", "-un").readOnly().limits(Awaiting.unhurried(1024));
    try (EveryLog log = EveryLog.open();
        SshTransport transport = builder.build();
        CommandExecutor executor = Calls.executor(transport)) {
      Outcome<CapturedOutput> outcome = executor.start(command, node).await();
      seen.append(outcome).append(outcome.evidence());
      outcome
          .failure()
          .ifPresent(failure -> seen.append(failure.detail()).append(failure.explanation()));
      assertThat(log.text()).as("what is logged at the finest level").contains("FINEST");
      seen.append(log.text());
      return outcome;
    }
  }

  private void assertNowhere(CanarySecret secret) {
    assertThat(secret.in(seen.toString())).as("in logs, outcomes, messages").isEmpty();
  }

  private static String refusal(Outcome<CapturedOutput> outcome) {
    Failure<CapturedOutput> failure =
        Calls.assertFailure(outcome, FailureKind.AUTHENTICATION_REFUSED, Delivery.NOT_STARTED);
    assertThat(failure.evidence().attempts()).isEqualTo(1);
    return failure.detail();
  }

  @Test
  void aPasswordLogsIn() throws Exception {
    CapturedOutput output = Calls.assertSuccess(run(BY_PASSWORD, RIGHT));

    assertThat(output.stdout().utf8()).isEqualTo(OwnUsers.USER + "\n");
    assertNowhere(RIGHT);
  }

  @Test
  void aWrongPasswordIsRefusedAndNotTriedAgain() throws Exception {
    assertThat(refusal(run(BY_PASSWORD, WRONG))).contains("a password").contains("password");

    assertNowhere(WRONG);
  }

  @Test
  void aPasswordAnswersTheOneQuestionOfAServer() throws Exception {
    CapturedOutput output = Calls.assertSuccess(run(BY_KEYBOARD, RIGHT));

    assertThat(output.stdout().utf8()).isEqualTo(OwnUsers.USER + "\n");
    assertNowhere(RIGHT);
  }

  @Test
  void aWrongAnswerIsRefusedAndNotTriedAgain() throws Exception {
    assertThat(refusal(run(BY_KEYBOARD, WRONG)))
        .contains("a password")
        .contains("keyboard-interactive");

    assertNowhere(WRONG);
  }

  @Test
  void aPassphraseOpensAKeyAndAWrongOneDoesNot() throws Exception {
    Path key = BY_KEY.keygen("locked", "-t", "ed25519", "-N", RIGHT.text());
    BY_KEY.authorize(key);

    Outcome<CapturedOutput> opened =
        run(
            BY_KEY.transport().credentials(Credential.keyFile(key, RIGHT.secret("passphrase"))),
            BY_KEY.node());
    Outcome<CapturedOutput> shut =
        run(
            BY_KEY.transport().credentials(Credential.keyFile(key, WRONG.secret("passphrase"))),
            BY_KEY.node());

    Calls.assertSuccess(opened);
    Calls.assertFailure(shut, FailureKind.CREDENTIAL_UNAVAILABLE, Delivery.NOT_STARTED);
    assertNowhere(RIGHT);
    assertNowhere(WRONG);
  }
}
