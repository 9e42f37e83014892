package dog.rebe.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.ForeseenChange;
import dog.rebe.change.Foresight;
import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DryRunsTest {

  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(30), 1 << 20);

  private static Optional<Command<Foresight>> previewing(String line) {
    String[] words = line.split(" ", -1);
    return DryRuns.standard()
        .previewing(
            Command.of(words[0], Arrays.copyOfRange(words, 1, words.length))
                .changes(Repetition.ONCE)
                .limits(LIMITS),
            LIMITS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apt-get -y upgrade | apt-get --simulate -q -y upgrade",
        "apk upgrade -q --available | apk --simulate upgrade --available",
        "/sbin/apk add curl | apk --simulate add curl",
        "systemctl restart nginx | systemctl show --property=Id,LoadState,ActiveState,UnitFileState"
            + " -- nginx",
        "sysctl -w vm.swappiness=10 net.ipv4.ip_forward=1 | sysctl vm.swappiness net.ipv4.ip_forward"
      })
  void asksByACommandThatOnlyReads(String line, String asked) {
    Command<Foresight> command = previewing(line.strip()).orElseThrow();

    assertThat(command.toString()).contains(asked.strip());
    assertThat(command.effect().hasImpact()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apk -U upgrade",
        "apk --root /mnt add curl",
        "apk add --no-simulate curl",
        "apk fix",
        "systemctl daemon-reload",
        "systemctl --root=/mnt enable nginx",
        "systemctl restart",
        "systemctl restart ng*",
        "systemctl mask nginx",
        "sysctl -p",
        "sysctl --system",
        "sysctl vm.swappiness",
        "sysctl -w",
        "uname -r"
      })
  void knowsNothingWhereItIsNotSure(String line) {
    assertThat(previewing(line)).isEmpty();
  }

  @Test
  void readsWhatApkWouldDo() throws Exception {
    Foresight foresight =
        ApkDryRun.foresight(
            """
            (1/4) Upgrading musl (1.2.3-r4 -> 1.2.3-r5)
            (2/4) Installing nghttp2-libs (1.47.0-r2)
            (3/4) Purging wget (1.21.3-r0)
            (4/4) Downgrading zlib (1.2.13-r1 -> 1.2.12-r3)
            OK: 22 MiB in 31 packages
            """);

    assertThat(foresight.changes())
        .extracting(ForeseenChange::words)
        .containsExactly(
            "changes musl from 1.2.3-r4 to 1.2.3-r5",
            "installs nghttp2-libs 1.47.0-r2",
            "removes wget 1.21.3-r0",
            "changes zlib from 1.2.13-r1 to 1.2.12-r3");
    assertThatThrownBy(() -> ApkDryRun.foresight("(1/2) Upgrading musl (1 -> 2)\nOK: 1 MiB\n"))
        .isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> ApkDryRun.foresight("(1/1) Turning musl upside down\n"))
        .isInstanceOf(DecodeException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start   | active   | ''",
        "start   | inactive | service nginx.service: now inactive, then active",
        "start   | failed   | service nginx.service: now failed, then active",
        "stop    | active   | service nginx.service: now active, then inactive",
        "stop    | inactive | ''",
        "restart | active   | service nginx.service: now active, is interrupted for a moment",
        "restart | inactive | service nginx.service: now inactive, then active",
        "reload  | active   | ''",
        "enable  | active   | ''",
        "disable | active   | service nginx.service at the start of the machine: now enabled, then"
            + " disabled"
      })
  void tellsWhatBecomesOfAService(String verb, String active, String words) throws Exception {
    String shown =
        "Id=nginx.service\nLoadState=loaded\nActiveState=" + active + "\nUnitFileState=enabled\n";

    Foresight foresight = ServiceDryRun.foresight(verb, false, List.of("nginx"), shown);

    assertThat(foresight.changes())
        .extracting(ForeseenChange::words)
        .isEqualTo(words.isEmpty() ? List.of() : List.of(words));
    boolean acts = !verb.equals("enable") && !verb.equals("disable");
    assertThat(foresight.blindSpots()).hasSize(acts ? 1 : 0);
    if (acts) {
      assertThat(foresight.blindSpots().get(0).subject()).isEqualTo(verb + " nginx.service");
    }
  }

  @Test
  void saysThatAMachineLacksAService() throws Exception {
    Foresight foresight =
        ServiceDryRun.foresight(
            "restart",
            false,
            List.of("nginx", "app"),
            """
            Id=nginx.service
            LoadState=not-found
            ActiveState=inactive
            UnitFileState=

            Id=app.service
            LoadState=loaded
            ActiveState=active
            UnitFileState=enabled
            """);

    assertThat(foresight.messages())
        .containsExactly("the service nginx.service cannot be used: its state is 'not-found'");
    assertThat(foresight.changes()).hasSize(1);
    assertThatThrownBy(() -> ServiceDryRun.foresight("stop", false, List.of("a", "b"), "Id=a\n"))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("1 of 2");
  }

  @Test
  void tellsWhichSettingsGetAnotherValue() throws Exception {
    Foresight foresight =
        SysctlDryRun.foresight(
            Map.of("vm.swappiness", "60", "net.ipv4.tcp_rmem", "4096 131072 9000000"),
            "vm.swappiness = 60\nnet.ipv4.tcp_rmem = 4096\t131072\t6291456\n");

    assertThat(foresight.changes())
        .extracting(ForeseenChange::words)
        .containsExactly(
            "setting net.ipv4.tcp_rmem: now 4096 131072 6291456, then 4096 131072 9000000");
    assertThatThrownBy(() -> SysctlDryRun.foresight(Map.of("a.b", "1"), "c.d = 1\n"))
        .hasMessageContaining("a.b");
  }

  @Test
  void understandsTheRealSysctl() {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/sbin/sysctl")), "There is no sysctl on this machine");
    try (LocalTransport transport = LocalTransport.create();
        CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      Outcome<Foresight> outcome =
          executor
              .start(
                  previewing("sysctl -w vm.swappiness=199 kernel.ostype=Linux").orElseThrow(),
                  Node.local())
              .await();

      assertThat(outcome.value().orElseThrow().changes())
          .singleElement()
          .satisfies(change -> assertThat(change.subject()).isEqualTo("vm.swappiness"));
    }
  }
}
