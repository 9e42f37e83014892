package dog.rebe.examples.robots;

import dog.rebe.change.Plan;
import dog.rebe.change.Precondition;
import dog.rebe.change.Step;
import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Goal;
import dog.rebe.robot.GoalType;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.SdkRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds TLS certificates that expire soon or are weak, and has them renewed by the machine's own
 * program. The days are counted by each machine's clock, so that a plan needs none.
 */
public final class CertificateWatch implements Robot<Map<NodeId, CertificateWatch.Seen>> {

  /**
   * What it saw on a machine.
   *
   * @param today the day by the machine's clock, in UTC
   * @param certificates in the order of their paths; copied
   */
  public record Seen(LocalDate today, List<WatchedCertificate> certificates) {
    public Seen {
      certificates = List.copyOf(certificates);
    }
  }

  private static final Limits LOOKING = Limits.of(Duration.ofSeconds(30), 4 * 1024 * 1024);
  private static final Limits RENEWING = Limits.of(Duration.ofMinutes(10), 64 * 1024);
  private static final String FILE = "rebe-file ";

  /**
   * The patterns are expanded by the machine's shell; they hold nothing else that it would act on.
   */
  private static final String LOOK =
      """
      date +%s
      for pattern;do for f in $pattern;do
      [ -r "$f" ]&&[ -f "$f" ]&&echo "rebe-file $f"&&cat -- "$f"
      done;done
      exit 0
      """;

  @Override
  public RobotManifest manifest() {
    return new RobotManifest(
        "dog.rebe.certificate-watch",
        "1.0.0",
        "Has certificates renewed that expire soon or are weak.",
        GoalType.builder()
            .texts(
                "certificates",
                "Files of certificates; * stands for any name.",
                "/[A-Za-z0-9._/*-]+",
                List.of("/etc/letsencrypt/live/*/fullchain.pem"))
            .whole("days", "How many days ahead an end counts as soon.", 1, 3650, 21)
            .text(
                "renew",
                "The machine's program that renews the certificate in the file that it is given.",
                "/[A-Za-z0-9._/-]+",
                "/usr/local/sbin/renew-certificate")
            .phrase("renew the certificates that expire soon")
            .build(),
        List.of("files of certificates", "the day by the machine's clock"),
        List.of("files:certificates"),
        SdkRange.current());
  }

  @Override
  public Map<NodeId, Seen> observe(Observer observer, Goal goal) {
    List<Argument> words = words("sh", "-c", LOOK, "look");
    goal.texts("certificates").forEach(pattern -> words.add(Argument.of(pattern)));
    Map<NodeId, Seen> seen = new LinkedHashMap<>();
    observer
        .run(Command.of(words).readOnly().limits(LOOKING).decode(Decoder.text()))
        .answers()
        .forEach((node, text) -> parse(text).ifPresent(what -> seen.put(node, what)));
    return seen;
  }

  /** Empty for a machine that does not tell its day. */
  static Optional<Seen> parse(String text) {
    String[] parts = text.split("(?m)^" + FILE, -1);
    if (!parts[0].strip().matches("[0-9]{1,12}")) {
      return Optional.empty();
    }
    LocalDate today =
        LocalDate.ofInstant(
            Instant.ofEpochSecond(Long.parseLong(parts[0].strip())), ZoneOffset.UTC);
    List<WatchedCertificate> certificates = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      int end = parts[i].indexOf('\n');
      String path = end < 0 ? parts[i] : parts[i].substring(0, end);
      certificates.add(WatchedCertificate.parse(path, end < 0 ? "" : parts[i].substring(end + 1)));
    }
    return Optional.of(new Seen(today, certificates));
  }

  @Override
  public Optional<Plan> plan(Map<NodeId, Seen> machines, Goal goal) {
    List<Step> steps = new ArrayList<>();
    machines.forEach(
        (node, seen) -> {
          for (WatchedCertificate one : seen.certificates()) {
            one.reason(seen.today(), goal.whole("days"))
                .ifPresent(reason -> steps.add(step(steps.size() + 1, node, one, reason, goal)));
          }
        });
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(new Plan("Renews certificates that expire soon or are weak.", steps));
  }

  private static Step step(
      int number, NodeId node, WatchedCertificate certificate, String reason, Goal goal) {
    String path = certificate.path();
    Command<?> read = Command.of("cat", path).readOnly().limits(LOOKING);
    return Step.of(
            "renew-" + number,
            "Renews " + path + ": " + reason + ".",
            Command.of(goal.text("renew"), path).changes(Repetition.ONCE).limits(RENEWING),
            List.of(node))
        .requires(
            Precondition.unchanged("The certificate is as it was.", read, node, certificate.pem()))
        .preview(
            Command.of("echo", "would renew the certificate of", certificate.subject())
                .readOnly()
                .limits(LOOKING));
  }

  private static List<Argument> words(String... words) {
    List<Argument> all = new ArrayList<>();
    for (String word : words) {
      all.add(Argument.of(word));
    }
    return all;
  }
}
