package dog.rebe.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.ForeseenChange;
import dog.rebe.change.ForeseenChange.Kind;
import dog.rebe.change.Foresight;
import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Effect;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.outcome.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AptDryRunTest {

  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(60), 1 << 20);

  private static Optional<Command<Foresight>> previewing(String... words) {
    String[] rest = Arrays.copyOfRange(words, 1, words.length);
    return new AptDryRun()
        .previewing(
            Command.of(words[0], rest).changes(Repetition.REPEATABLE).limits(LIMITS), LIMITS);
  }

  @Test
  void readsWhatAptWouldInstallUpgradeAndRemove() throws Exception {
    String printed =
        """
        Reading package lists...
        The following packages will be REMOVED:
          xz-utils
        1 upgraded, 1 newly installed, 2 to remove and 131 not upgraded.
        Remv build-essential [12.9]
        Remv xz-utils [5.4.1-1] [dpkg-dev:amd64 ]
        Inst libdpkg-perl [1.21.22] (1.21.23 Debian:12.15/oldstable [all]) []
        Inst cowsay (3.03+dfsg2-8 Debian:12.15/oldstable, Debian-Security:12 [all])
        Conf libdpkg-perl (1.21.23 Debian:12.15/oldstable [all])
        """;

    Foresight foresight = AptDryRun.foresight(printed);

    assertThat(foresight.changes())
        .containsExactly(
            change(Kind.REMOVES, "build-essential", "12.9", null),
            change(Kind.REMOVES, "xz-utils", "5.4.1-1", null),
            change(Kind.UPGRADES, "libdpkg-perl", "1.21.22", "1.21.23"),
            change(Kind.INSTALLS, "cowsay", null, "3.03+dfsg2-8"));
    assertThat(foresight.changes().get(2).words())
        .isEqualTo("changes libdpkg-perl from 1.21.22 to 1.21.23");
    assertThat(foresight.blindSpots())
        .extracting(spot -> spot.subject())
        .containsExactly("the packages' own scripts");
  }

  @Test
  void refusesAnAnswerWhoseSumIsAnother() {
    assertThatThrownBy(
            () ->
                AptDryRun.foresight(
                    """
                    2 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.
                    Inst a [1] (2 Debian:12 [all])
                    """))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("lists 1 to install");
    assertThatThrownBy(() -> AptDryRun.foresight("Inst a [1] (2 Debian:12 [all])\n"))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void nothingToDoIsNoChange() throws Exception {
    Foresight foresight =
        AptDryRun.foresight("0 upgraded, 0 newly installed, 0 to remove and 134 not upgraded.\n");

    assertThat(foresight.changes()).isEmpty();
    assertThat(foresight.blindSpots()).isEmpty();
  }

  private static Foresight answered(String line, String printed) throws DecodeException {
    return AptDryRun.answered(
        AptCall.of(Arrays.asList(line.split(" ", -1))).orElseThrow(), printed);
  }

  private static final String REMOVAL =
      """
      0 upgraded, 0 newly installed, 2 to remove and 117 not upgraded.
      Remv jq [1.6-2.1]
      Remv libjq1 [1.6-2.1]
      """;

  private static final String ONE_NEW =
      """
      0 upgraded, 1 newly installed, 0 to remove and 119 not upgraded.
      Inst hello (2.10-3 Debian:12.15/oldstable [amd64])
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {"remove libjq1", "-q remove libjq1", "purge libjq1", "install jq- libjq1-"})
  void cannotTellWhatItWouldAskAboutWhereNobodyAnswers(String line) throws Exception {
    Foresight foresight = answered(line, REMOVAL);
    assertThat(foresight.changes()).as("nothing is removed").isEmpty();
    assertThat(foresight.unknown().orElseThrow()).contains("without -y it asks", "status 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-y remove libjq1",
        "remove --yes libjq1",
        "--assume-yes remove libjq1",
        "remove -qq libjq1",
        "-q -q remove libjq1",
        "-yq remove libjq1",
        "-qy remove libjq1"
      })
  void tellsWhatItWouldDoWithoutAsking(String line) throws Exception {
    assertThat(answered(line, REMOVAL).changes()).hasSize(2);
    assertThat(answered(line, REMOVAL).unknown()).isEmpty();
  }

  @Test
  void installsWithoutAskingWhatIsNamedAndNothingElse() throws Exception {
    assertThat(answered("install hello", ONE_NEW).changes()).hasSize(1);
    assertThat(answered("install --only-upgrade hello hello", ONE_NEW).changes()).hasSize(1);
    assertThat(answered("install hello coreutils", ONE_NEW).unknown())
        .as("the other is the newest already: apt asks then, too")
        .isPresent();
    assertThat(answered("upgrade", ONE_NEW).unknown()).isPresent();
  }

  @Test
  void asksBeforeWhatIsHeldOrOlder() throws Exception {
    assertThat(
            answered(
                    "install hello",
                    "The following held packages will be changed:\n  hello\n" + ONE_NEW)
                .unknown())
        .isPresent();
    assertThat(
            answered(
                    "install hello=1",
                    """
                    0 upgraded, 0 newly installed, 1 downgraded, 0 to remove and 9 not upgraded.
                    Inst hello [2.10-3] (1 Debian:12.15/oldstable [amd64])
                    """)
                .unknown())
        .isPresent();
  }

  @Test
  void asksNothingWhereThereIsNothingToDo() throws Exception {
    Foresight foresight =
        answered("upgrade", "0 upgraded, 0 newly installed, 0 to remove and 134 not upgraded.\n");
    assertThat(foresight.unknown()).isEmpty();
    assertThat(foresight.changes()).isEmpty();
  }

  @Test
  void keepsTheOptionsThatDecideAndLeavesOutThoseOfDpkg() {
    Command<Foresight> command =
        previewing(
                "/usr/bin/apt-get",
                "-y",
                "-o",
                "Dpkg::Options::=--force-confold",
                "install",
                "--only-upgrade",
                "nginx=1.22.1-9")
            .orElseThrow();

    assertThat(command.toString())
        .contains("apt-get --simulate -q -y install --only-upgrade nginx=1.22.1-9");
    assertThat(command.effect()).isEqualTo(Effect.READ_ONLY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get update",
        "apt-get -o APT::Get::Simulate=false install nginx",
        "apt-get install nginx -oAPT::Get::Simulate=false",
        "apt-get --option APT::Get::Simulate=0 install nginx",
        "apt-get install --no-simulate nginx",
        "apt-get -c /tmp/apt.conf install nginx",
        "apt-get -o DPkg::Pre-Invoke::=reboot upgrade",
        "apt-get source nginx",
        "apt-get",
        "/opt/apt-get install nginx",
        "aptitude install nginx"
      })
  void knowsNoPreviewWhereItMightRunForReal(String line) {
    assertThat(previewing(line.split(" ", -1))).isEmpty();
  }

  @Test
  void aScriptIsNoCommandThatItKnows() {
    assertThat(
            new AptDryRun()
                .previewing(
                    Command.script("apt-get install nginx").readOnly().limits(LIMITS), LIMITS))
        .isEmpty();
  }

  @Test
  void understandsTheRealApt() {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/apt-get")), "There is no apt-get on this machine");
    Command<Foresight> remove = previewing("apt-get", "remove", "-y", "tzdata").orElseThrow();
    Command<Foresight> unknown =
        previewing("apt-get", "install", "no-such-package-anywhere").orElseThrow();
    try (LocalTransport transport = LocalTransport.create();
        CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      Outcome<Foresight> outcome = executor.start(remove, Node.local()).await();
      Outcome<Foresight> refused = executor.start(unknown, Node.local()).await();

      Foresight foresight =
          outcome
              .value()
              .orElseThrow(() -> new AssertionError(outcome.failure().orElseThrow().detail()));
      boolean installed = Files.exists(Path.of("/var/lib/dpkg/info/tzdata.list"));
      assertThat(
              foresight.changes().stream()
                  .anyMatch(
                      change -> change.kind() == Kind.REMOVES && change.subject().equals("tzdata")))
          .isEqualTo(installed);
      assertThat(Files.exists(Path.of("/var/lib/dpkg/info/tzdata.list"))).isEqualTo(installed);
      assertThat(refused.failure().orElseThrow().evidence().output().stderr().utf8())
          .contains("E: Unable to locate package no-such-package-anywhere");
    }
  }

  private static ForeseenChange change(Kind kind, String subject, String before, String after) {
    return new ForeseenChange(
        kind, subject, Optional.ofNullable(before), Optional.ofNullable(after));
  }
}
