package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TerminalApproverTest {

  private static final ApprovalSigner ADA = ApprovalSigner.of(Workshop.keys());

  private final StringWriter shown = new StringWriter();

  private Optional<SignedApproval> ask(Proposal proposal, String typed) throws IOException {
    return TerminalApprover.of(
            new BufferedReader(new StringReader(typed)),
            new PrintWriter(shown),
            ADA,
            Clock.systemUTC())
        .ask(proposal, Duration.ofHours(1));
  }

  private static Proposal proposal() {
    return ApprovalTest.proposal(
        new PolicyVerdict.NeedsApproval("It destroys something.", 1, Set.of(), false));
  }

  @Test
  void showsThePlainSummaryFirst() throws IOException {
    ask(proposal(), "");
    assertThat(shown.toString())
        .startsWith("Tidies up.\n")
        .contains("Asked for by eve, planned by switch")
        .contains("1. Removes. On a.")
        .contains("It destroys something. It cannot be taken back.")
        .contains("rm -rf /tmp/old")
        .endsWith("Declined. Nothing was changed.\n");
  }

  @Test
  void signsForTheDigitsAlone() throws IOException {
    Proposal proposal = proposal();
    assertThat(ask(proposal, "yes\n")).isEmpty();
    assertThat(ask(proposal, "\n")).isEmpty();
    assertThat(ask(proposal, proposal.subject().hex() + "\n")).isEmpty();
    Optional<SignedApproval> approval = ask(proposal, proposal.subject().abbreviated() + "\n");
    assertThat(approval.map(SignedApproval::subject)).contains(proposal.subject());
    assertThat(approval.map(SignedApproval::key)).contains(ADA.key());
  }

  @Test
  void asksNobodyWhereThePolicyDenies() throws IOException {
    Proposal denied = ApprovalTest.proposal(new PolicyVerdict.Denied("It is Friday."));
    assertThat(ask(denied, denied.subject().abbreviated() + "\n")).isEmpty();
    assertThat(shown.toString()).contains("Policy: DENIED: It is Friday.").contains("denies this");
  }
}
