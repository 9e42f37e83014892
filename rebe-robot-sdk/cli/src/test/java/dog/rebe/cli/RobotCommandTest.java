package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.Keyboard.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    assertThat(apply().out()).contains("It needs the approval of 1 person, and 0 counted");
    assertThat(mark).doesNotExist();
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
    assertThat(status.out()).contains("com.example.mark, asked for by", "1 steps: completed");
    assertThat(
            type("robot", "plan", "mark", "--realm", farm.toString(), "--set", "file=" + mark)
                .out())
        .contains("There is nothing to do on 1 machines.");
    assertThat(type("realm", "check", "--realm", farm.toString()).out())
        .contains("The chronicle is proven", "All is well.");
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
