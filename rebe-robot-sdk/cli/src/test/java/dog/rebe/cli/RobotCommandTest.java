package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.Keyboard.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RobotCommandTest {

  private static final Pattern DIGEST = Pattern.compile("Digest: ([0-9a-f]{64})");

  @TempDir Path home;
  private Path farm;
  private Path keys;
  private Path mark;
  private Path plan;

  @BeforeEach
  void makesARealmOfThisMachine() throws IOException {
    farm = home.resolve("farm");
    keys = home.resolve("farm.keys");
    mark = home.resolve("mark");
    plan = home.resolve("mark.plan");
    Path hosts = Files.writeString(home.resolve("hosts"), "local: id=me\n");
    Typed made =
        type("realm", "init", farm.toString(), "--approver", "anna", "-i", hosts.toString());
    assertThat(made.exit()).as(made.err()).isZero();
  }

  private Typed type(String... arguments) {
    return Keyboard.in(home).type(arguments);
  }

  private String planned() {
    Typed typed =
        type(
            "robot",
            "plan",
            "mark",
            "--realm",
            farm.toString(),
            "--set",
            "file=" + mark,
            "--save",
            plan.toString());
    assertThat(typed.exit()).as(typed.err()).isZero();
    Matcher digest = DIGEST.matcher(typed.out());
    assertThat(digest.find()).isTrue();
    return digest.group(1);
  }

  private Typed approve(String digest, Path key) {
    return type("robot", "approve", plan.toString(), "--key", key.toString(), "--approve", digest);
  }

  private Typed apply() {
    return type("robot", "apply", plan.toString(), "--realm", farm.toString());
  }

  @Test
  void showsWhichRobotsThereAre() {
    assertThat(type("robot", "list").out()).contains("com.example.mark 1.0.0", "Marks machines.");
    assertThat(type("robot", "list", "--json").out())
        .contains("\"type\":\"robot\",", "\"robot\":\"com.example.mark\"");
    assertThat(type("robot", "show", "mark").out())
        .contains("May change: files:mark", "file=/mark", "words=one");
    assertThat(type("robot", "show", "broom").err())
        .contains("There is no robot broom: there are com.example.mark");
  }

  @Test
  void worksOnMachinesThatAreNoneByOneCommand() {
    Typed asked = Keyboard.in(home).answering("yes").type("robot", "run", "mark");
    assertThat(asked.exit()).isEqualTo(ExitCode.NOT_APPROVED.number());
    assertThat(asked.out()).contains("1. Makes the file. On bare.");
    assertThat(asked.err()).contains("Declined. Nothing was changed.");
    Typed done = type("robot", "run", "mark", "--yes");
    assertThat(done.exit()).as(done.err()).isZero();
    assertThat(done.out()).contains("everything was done, and all is well.", "Steps: 1 done");
    Typed lines = type("robot", "run", "mark", "--yes", "--json");
    assertThat(lines.out().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"schema\":1,") && line.endsWith("}"));
    assertThat(lines.out()).contains("\"state\":\"done\"", "\"end\":\"completed\"");
  }

  @Test
  void changesNothingOutsideOfARealm() {
    assertThat(type("robot", "run", "mark", "-n", "local:").err())
        .contains("Machines are changed in a realm only");
    assertThat(type("robot", "run", "mark", "-n", "local:", "--yes").err())
        .contains("--yes is for machines that are none");
    Typed shown = type("robot", "plan", "mark", "-n", "local:", "--set", "file=" + mark);
    assertThat(shown.exit()).as(shown.err()).isZero();
    assertThat(shown.out()).contains("Makes the file.");
    assertThat(mark).doesNotExist();
  }

  @Test
  void appliesWhatWasApprovedAndRecordsIt() {
    String digest = planned();
    Typed refused = apply();
    assertThat(refused.out()).contains("It needs the approval of 1 person, and 0 counted");
    assertThat(refused.err())
        .contains("Get it approved: rebe robot approve " + plan + " --key KEY");
    assertThat(mark).doesNotExist();
    String key = keys.resolve("anna.key").toString();
    assertThat(type("robot", "approve", plan.toString(), "--key", key).err())
        .contains("nobody is here to approve it. If it is right, add --approve " + digest);
    Typed approved =
        Keyboard.in(home)
            .answering(digest.substring(0, 12))
            .type(
                "robot", "approve", plan.toString(), "--key", keys.resolve("anna.key").toString());
    assertThat(approved.exit()).as(approved.err()).isZero();
    Typed applied = apply();
    assertThat(applied.exit()).as(applied.out() + applied.err()).isZero();
    assertThat(mark).exists();
    Typed status = type("robot", "status", "--realm", farm.toString());
    assertThat(status.out()).contains("com.example.mark, asked for by", "1 step: completed");
    assertThat(
            type("robot", "plan", "mark", "--realm", farm.toString(), "--set", "file=" + mark)
                .out())
        .contains("There is nothing to do on 1 machine.");
    assertThat(type("realm", "check", "--realm", farm.toString()).out())
        .contains("1 machine\n", "The chronicle is proven", "All is well.");
  }

  /** One machine of two is off: the other is changed, and nobody is told that all is well. */
  @Test
  void tellsWhichMachinesNobodyCouldLookAt() throws IOException {
    Path hosts = Files.writeString(home.resolve("mixed"), "local: id=me\n127.0.0.1:1 id=dead\n");
    Path mixed = home.resolve("mixedfarm");
    Files.createDirectories(home.resolve(".ssh"));
    TestKeys.write(home.resolve(".ssh/id_ed25519"), "rw-------");
    type("realm", "init", mixed.toString(), "--approver", "anna", "-i", hosts.toString());
    String[] asked = {
      "--realm", mixed.toString(), "--set", "file=" + mark, "--save", plan.toString()
    };
    Typed planned = type(with(asked, "robot", "plan", "mark"));
    assertThat(planned.exit()).as(planned.err()).isEqualTo(ExitCode.SOME_FAILED.number());
    assertThat(planned.out())
        .contains("LEFT OUT: 1 of 2 machines could not be looked at: dead (connect-refused).");
    Matcher digest = DIGEST.matcher(planned.out());
    assertThat(digest.find()).isTrue();
    approve(digest.group(1), home.resolve("mixedfarm.keys/anna.key"));
    Typed applied = type("robot", "apply", plan.toString(), "--realm", mixed.toString(), "--json");
    assertThat(applied.exit()).as(applied.err()).isEqualTo(ExitCode.SOME_FAILED.number());
    assertThat(mark).exists();
    assertThat(applied.out())
        .contains(
            "\"end\":\"completed\"", "\"unseen\":[{\"node\":\"dead\",\"kind\":\"connect-refused\"")
        .doesNotContain("all is well");
    String[] again = {"--realm", mixed.toString(), "--set", "file=" + mark};
    Typed nothing = type(with(again, "robot", "run", "mark"));
    assertThat(nothing.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
    assertThat(nothing.out())
        .contains(
            "There is nothing to do on 1 machine.",
            "1 of 2 machines could not be looked at: dead (connect-refused).");
    assertThat(type(with(again, "robot", "plan", "mark", "--json")).out())
        .contains("\"nodes\":2,\"unseen\":[{\"node\":\"dead\"", "\"run\":null");
  }

  /** What the policy denies can be approved by nobody, and is not kept to be. */
  @Test
  void aPlanThatThePolicyDeniesDoesNotLookApprovable() throws IOException {
    Files.createDirectories(farm.resolve("policies"));
    Files.writeString(
        farm.resolve("policies/10-never"), "deny | Nothing is marked here. | plan.steps > 0\n");
    Typed signed = type("realm", "sign", farm.toString());
    assertThat(signed.exit()).isZero();
    assertThat(signed.out()).contains("Signed: 1 file of machines, 1 of policies, 1 approver\n");
    assertThat(type("realm", "check", "--realm", farm.toString()).out())
        .contains("1 file of policies can be read");
    Typed denied =
        type(
            "robot",
            "plan",
            "mark",
            "--realm",
            farm.toString(),
            "--set",
            "file=" + mark,
            "--save",
            plan.toString());
    assertThat(denied.exit()).isEqualTo(ExitCode.NOT_APPROVED.number());
    assertThat(denied.out()).contains("Policy: DENIED: Nothing is marked here.");
    assertThat(denied.err())
        .contains("The policy denies it: Nothing is marked here. Nobody can approve it.")
        .doesNotContain("rebe robot approve");
    assertThat(plan).doesNotExist();
  }

  @Test
  void thePublicHalfOfAKeyIsToldAsSuch() {
    assertThat(approve(planned(), keys.resolve("anna.pub")).err())
        .contains("anna.pub is the public half of a key: name the private one,", "anna.key")
        .doesNotContain("chmod");
  }

  @Test
  void anApprovalThatHasExpiredIsGivenAnew() {
    String digest = planned();
    Path key = keys.resolve("anna.key");
    Typed brief =
        type(
            "robot",
            "approve",
            plan.toString(),
            "--key",
            key.toString(),
            "--approve",
            digest,
            "--valid-for",
            "1ms");
    assertThat(brief.exit()).as(brief.err()).isZero();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(apply().out()).contains("anna expired at"));
    assertThat(approve(digest, key).exit()).isZero();
    Typed again = approve(digest, key);
    assertThat(again.exit()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(again.out()).as("it says so before it shows anything").isEmpty();
    assertThat(again.err())
        .contains("anna has approved this already, until", "To approve it anew remove that first");
    assertThat(apply().exit()).isZero();
  }

  @Test
  void aRobotInAJarBringsTheMachinesToTryItOn() throws IOException {
    Path jars = Files.createDirectory(home.resolve("jars"));
    LampJar.write(jars.resolve("lamp.jar"));
    Typed typed = type("robot", "plan", "jar-lamp", "--robots", jars.toString());
    assertThat(typed.exit()).as(typed.err() + typed.out()).isZero();
    assertThat(typed.out()).contains("On porch.");
    assertThat(typed.err()).contains("No machine was named: 1 SSH server runs inside this process");
  }

  private static String[] with(String[] more, String... first) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  @Tag("fault-66")
  void refusesAnApprovalOfSomethingElseAndASecondUse() throws IOException {
    String digest = planned();
    assertThat(approve("0".repeat(64), keys.resolve("anna.key")).err())
        .contains("is for something else. The digest of this is " + digest);
    assertThat(approve(digest, keys.resolve("chronicle.key")).exit()).isZero();
    assertThat(apply().exit()).isEqualTo(ExitCode.NOT_APPROVED.number());
    approve(digest, keys.resolve("anna.key"));
    Files.delete(home.resolve("mark.plan." + approvalOf("chronicle")));
    assertThat(apply().exit()).isZero();
    Files.delete(mark);
    assertThat(apply().out()).contains("an approval counts only once");
    assertThat(mark).doesNotExist();
  }

  private String approvalOf(String what) throws IOException {
    try (var files = Files.list(home)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith("mark.plan.") && name.contains(what))
          .map(name -> name.substring("mark.plan.".length()))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  @Tag("fault-56")
  void refusesAProposalThatWasChanged() throws IOException {
    planned();
    String text = Files.readString(plan);
    Files.writeString(plan, text.replace(mark.toString(), mark + "2"));
    assertThat(apply().err()).contains("somebody has changed it");
    Files.writeString(plan, "garbage");
    Typed garbage = apply();
    assertThat(garbage.exit()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(garbage.err()).contains("This is no proposal of a run");
  }

  @Test
  void namesAGoalThatIsWrong() {
    assertThat(type("robot", "plan", "mark", "--set", "level").err())
        .contains("Value for option '--set' (NAME=VALUE) should be in KEY=VALUE format");
    assertThat(type("robot", "plan", "mark", "--set", "count=many").err())
        .contains("--set: The goal's 'count' is 'many', which is not an integer from 0 to 9");
    assertThat(type("robot", "plan", "mark", "--set", "size=1").err())
        .contains("--set: The goal says [size], which this robot does not know");
    Typed read =
        type(
            "robot",
            "plan",
            "mark",
            "--json",
            "--set",
            "loud=true",
            "--set",
            "words=a,b",
            "--set",
            "count=2");
    assertThat(read.out()).contains("\"count\":2", "\"loud\":true", "\"words\":[\"a\",\"b\"]");
  }

  @Test
  void resumesNothingThatHasEndedOrNeverBegan() {
    assertThat(type("robot", "resume", "run-1", "--realm", farm.toString()).err())
        .contains("The realm knows no run run-1");
    approve(planned(), keys.resolve("anna.key"));
    String out = apply().out();
    String run = out.replaceFirst("(?s).*Run (run-[0-9a-f]+):.*", "$1");
    assertThat(type("robot", "resume", run, "--realm", farm.toString()).err())
        .contains("there is nothing to resume");
  }
}
