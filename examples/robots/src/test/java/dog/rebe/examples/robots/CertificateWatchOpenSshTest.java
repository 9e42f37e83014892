package dog.rebe.examples.robots;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.robot.Goal;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates on a machine with a real OpenSSH, renewed by a real program of that machine. */
class CertificateWatchOpenSshTest {

  @TempDir Path folder;

  @Test
  void renewsWhatHasEndedAndNothingElse() throws IOException {
    Path ended = certificate("shop", "expired");
    Path weak = certificate("old", "weak");
    Path good = certificate("fine", "good");
    Path fresh = Files.writeString(folder.resolve("fresh"), SimulatedCertificates.pem("good"));
    Path renew =
        Files.writeString(
            folder.resolve("renew"),
            "#!/bin/sh\ncp " + fresh + " \"$1\"\necho \"$1\" >>" + folder + "/renewed\n");
    Files.setPosixFilePermissions(renew, PosixFilePermissions.fromString("rwx------"));
    CertificateWatch robot = new CertificateWatch();
    Goal goal =
        robot
            .manifest()
            .goalType()
            .goal(
                Map.<String, Object>of(
                    "certificates", List.of(folder + "/live/*/cert.pem"),
                    "renew", renew.toString()));
    try (OpenSshNode machine = new OpenSshNode(folder)) {
      Proposal proposal = machine.propose(robot, goal).orElseThrow();
      RunReport report = machine.apply(robot, proposal);
      assertThat(report.end()).as(report.account()).isEqualTo(RunReport.End.COMPLETED);
      assertThat(Files.readAllLines(folder.resolve("renewed")))
          .containsExactlyInAnyOrder(ended.toString(), weak.toString())
          .doesNotContain(good.toString());
      assertThat(machine.propose(robot, goal)).isEmpty();
    }
  }

  private Path certificate(String name, String kind) throws IOException {
    Path live = Files.createDirectories(folder.resolve("live").resolve(name));
    return Files.writeString(live.resolve("cert.pem"), SimulatedCertificates.pem(kind));
  }
}
