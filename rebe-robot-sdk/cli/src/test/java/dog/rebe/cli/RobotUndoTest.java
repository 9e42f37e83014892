package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.Keyboard.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs that are taken back by another command than the one that carried them out. */
final class RobotUndoTest {

  private static final Pattern DIGEST = Pattern.compile("Digest: ([0-9a-f]{64})");
  private static final Pattern RUN = Pattern.compile("Run (run-[0-9a-f]+):");

  @TempDir Path home;
  private Path farm;
  private Path anna;
  private Path mark;
  private int plans;

  @BeforeEach
  void makesARealmOfThisMachine() throws IOException {
    farm = home.resolve("farm");
    anna = home.resolve("farm.keys/anna.key");
    mark = home.resolve("mark");
    Path hosts = Files.writeString(home.resolve("hosts"), "local: id=me\n");
    Typed made =
        type("realm", "init", farm.toString(), "--approver", "anna", "-i", hosts.toString());
    assertThat(made.exit()).as(made.err()).isZero();
  }

  private Typed type(String... arguments) {
    return Keyboard.in(home).type(arguments);
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  /** Has what was planned into this file approved and applied. */
  private Typed carriedOut(Path plan, Typed planned) {
    assertThat(planned.exit()).as(planned.out() + planned.err()).isZero();
    String digest = found(DIGEST, planned.out());
    type("robot", "approve", plan.toString(), "--key", anna.toString(), "--approve", digest);
    return type("robot", "apply", plan.toString(), "--realm", farm.toString());
  }

  private String marked() {
    Path plan = home.resolve("mark-" + ++plans + ".plan");
    Typed applied =
        carriedOut(
            plan,
            type(
                "robot",
                "plan",
                "mark",
                "--realm",
                farm.toString(),
                "--set",
                "file=" + mark,
                "--save",
                plan.toString()));
    assertThat(mark).exists();
    return found(RUN, applied.out());
  }

  private Typed undo(String run, String... further) {
    List<String> words = new ArrayList<>(List.of("robot", "undo", run));
    words.addAll(List.of("--realm", farm.toString()));
    words.addAll(List.of(further));
    return type(words.toArray(String[]::new));
  }

  @Test
  void takesBackWhatAnEarlierCommandDid() {
    String run = marked();
    Path plan = home.resolve("undo.plan");
    Typed planned = undo(run, "--save", plan.toString());
    assertThat(planned.out())
        .contains("Run " + run + ": all of it can be taken back.")
        .contains("Takes back " + run + ": Marks machines.")
        .contains("Nothing tells whether it still is as the run left it.");
    assertThat(mark).exists();
    Typed applied = carriedOut(plan, planned);
    assertThat(applied.exit()).as(applied.out() + applied.err()).isZero();
    assertThat(mark).doesNotExist();
    assertThat(type("robot", "status", "--realm", farm.toString()).out())
        .contains("rebe.undo, asked for by", "1 step: completed");
    assertThat(type("realm", "check", "--realm", farm.toString()).out())
        .contains("The chronicle is proven");
  }

  @Test
  void asksWhoeverSitsThereAndTakesBackOnceTheyHaveTyped() {
    String run = marked();
    Typed asked = undo(run, "--key", anna.toString());
    assertThat(asked.exit()).isEqualTo(ExitCode.NOT_APPROVED.number());
    assertThat(undo(run).err()).contains("A person must approve this: name your key with --key.");
    assertThat(mark).exists();
  }

  @Test
  @Tag("fault-43")
  void refusesASecondUndoAndOneOfNoRun() {
    String run = marked();
    Path plan = home.resolve("undo.plan");
    Typed applied = carriedOut(plan, undo(run, "--save", plan.toString()));
    String by = found(RUN, applied.out());
    Typed again = undo(run);
    assertThat(again.exit()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(again.err()).contains("The run " + run + " was taken back before, by " + by);
    assertThat(type("robot", "apply", plan.toString(), "--realm", farm.toString()).out())
        .contains("was taken back before");
    assertThat(undo(by).err()).contains("took back another one, and is not taken back itself");
    assertThat(undo("run-0").err()).contains("The realm knows no run run-0");
    assertThat(type("robot", "undo", run).err()).contains("Whose machines?");
  }

  @Test
  void tellsWhatStaysAndWhy() throws IOException {
    String run = marked();
    Files.delete(mark);
    String later = marked();
    Typed told = undo(run);
    assertThat(told.exit()).isEqualTo(ExitCode.STOPPED_EARLY.number());
    assertThat(told.out())
        .contains("nothing of it can be taken back by itself. Somebody must look.")
        .contains("- me: mark stays. The machine was changed since by " + later);
    assertThat(undo(run, "--despite-later-runs", "--save", home.resolve("u").toString()).exit())
        .isZero();
    JsonNode line = JsonMapper.shared().readTree(undo(run, "--json").out());
    assertThat(line.get("type").asString()).isEqualTo("undo");
    assertThat(line.get("undone").asString()).isEqualTo(run);
    assertThat(line.get("left").get(0).get("step").asString()).isEqualTo("mark");
  }
}
