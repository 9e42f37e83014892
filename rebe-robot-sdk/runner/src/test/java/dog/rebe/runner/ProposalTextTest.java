package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.Digest;
import dog.rebe.change.FileChange;
import dog.rebe.change.FileState;
import dog.rebe.change.ForeseenChange;
import dog.rebe.change.Plan;
import dog.rebe.change.PlanReader;
import dog.rebe.change.Preview;
import dog.rebe.change.PreviewKind;
import dog.rebe.change.SetTime;
import dog.rebe.change.StepPreview;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.node.NodeId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class ProposalTextTest {

  private static final NodeId NODE = new NodeId("node-1");

  private static Proposal proposal() {
    Plan plan = new SwitchRobot().plan(Map.of(NODE, "off\n"), Workshop.ON).orElseThrow();
    FileState before =
        new FileState(
            FileType.REGULAR, 0644, 0, 7, 12, Optional.of(Digest.of("test:v1", "content")));
    StepPreview first =
        new StepPreview(
            "prepare",
            NODE,
            PreviewKind.SANDBOX,
            List.of(
                new FileChange(
                    FilePath.of(new byte[] {'/', (byte) 0xff}),
                    Optional.of(before),
                    Optional.empty()),
                new FileChange(
                    FilePath.of(new byte[] {'/', (byte) 0xff, 'a'}),
                    Optional.of(before),
                    Optional.of(before),
                    Optional.of(new SetTime(Optional.of(Instant.EPOCH))))),
            List.of(
                new ForeseenChange(
                    ForeseenChange.Kind.UPGRADES, "nginx", Optional.of("1"), Optional.of("2"))),
            List.of(new BlindSpot("turn", "Nobody knows")),
            List.of("It would be loosened."),
            Optional.of(Digest.of("test:v1", "what was seen")));
    return new Proposal(
        "run-1",
        "farm",
        "eve",
        new SwitchRobot().manifest(),
        Workshop.ON,
        plan,
        new Preview(
            plan.digest(), List.of(first, new StepPreview("turn", NODE, List.of(), List.of()))),
        new PolicyVerdict.NeedsApproval("It changes something.", 2, Set.of("operators"), false),
        List.of(),
        new Coverage(3, List.of(new UnseenNode(new NodeId("x"), "connect-refused", "No."))));
  }

  @Test
  void comesBackAsItWasWritten() {
    Proposal written = proposal();
    Proposal read = ProposalText.read(ProposalText.bytes(written), PlanReader.create(), List.of());
    assertThat(read.subject()).isEqualTo(written.subject());
    assertThat(read.preview()).isEqualTo(written.preview());
    assertThat(read.verdict()).isEqualTo(written.verdict());
    assertThat(PlainSummary.of(read)).isEqualTo(PlainSummary.of(written));
    assertThat(ProposalText.bytes(read)).isEqualTo(ProposalText.bytes(written));
  }

  @Test
  @Tag("fault-56")
  void refusesWhatSomebodyChanged() {
    String text = new String(ProposalText.bytes(proposal()), StandardCharsets.UTF_8);
    for (Map.Entry<String, String> change :
        Map.of(
                "It would be loosened", "It would be tightened",
                "\"approvers\":2", "\"approvers\":1",
                "\"run\":\"run-1\"", "\"run\":\"run-2\"",
                "Loosens the switch", "Does nothing")
            .entrySet()) {
      assertThat(text).contains(change.getKey());
      byte[] changed =
          text.replace(change.getKey(), change.getValue()).getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> ProposalText.read(changed, PlanReader.create(), List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("somebody has changed it");
    }
  }

  @Test
  void refusesWhatIsNone() {
    for (String text :
        List.of("", "null", "[]", "{}", "{\"format\":\"rebe-proposal/2\"}", "\u0000")) {
      assertThatThrownBy(
              () ->
                  ProposalText.read(
                      text.getBytes(StandardCharsets.UTF_8), PlanReader.create(), List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no proposal");
    }
  }
}
