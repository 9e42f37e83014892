package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.Keyboard.Typed;
import dog.rebe.facts.Reason;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON lines are what docs/command-line.md says, and standard output has nothing else. */
@ExtendWith(LeakCheck.class)
class DocumentedJsonTest {

  private static final Path PAGE = Path.of("../../docs/command-line.md");
  private static final Pattern CODE = Pattern.compile("`([A-Za-z0-9-]+)`");

  /** Every tenth machine of the example fleet has a fault. */
  private static final int FAULTY = 5;

  @TempDir Path home;

  private static List<JsonNode> lines(Typed typed) {
    JsonMapper mapper = JsonMapper.shared();
    return typed.out().lines().map(mapper::readTree).toList();
  }

  @Test
  void discoveryOfTheDemoFleetIsAsDocumented() throws IOException {
    List<JsonNode> lines = discovery();

    assertThat(lines.get(0).get("type").asString()).isEqualTo("start");
    assertThat(lines.get(0).get("nodes").asInt()).isEqualTo(50);
    assertThat(of("node", 1, lines)).hasSize(50);
    assertThat(of("summary", 1, lines)).hasSize(1);
    JsonNode summary = of("summary", 1, lines).get(0);
    assertThat(summary.get("succeeded").asInt() + summary.get("failed").asInt()).isEqualTo(50);
    assertThat(of("node", 2, lines)).hasSize(summary.get("succeeded").asInt());
    JsonNode again = of("summary", 2, lines).get(0);
    assertThat(again.get("sessions").get("reused").asInt())
        .isGreaterThanOrEqualTo(again.get("nodes").asInt() * 9 / 10);

    String page = Files.readString(PAGE);
    for (String type : List.of("start", "node", "summary")) {
      Set<String> documented = documented(page, "`" + type + "`, once");
      for (JsonNode line : lines) {
        if (line.get("type").asString().equals(type)) {
          assertThat(documented).containsAll(line.propertyNames());
        }
      }
    }
    assertThat(factFields(lines)).isEqualTo(documentedFactFields(page));
  }

  /** One machine hangs for as long as it may: only where the others need more they get more. */
  private List<JsonNode> discovery() {
    List<JsonNode> lines = List.of();
    for (String deadline : List.of("5s", "20s", "80s")) {
      Typed typed = Keyboard.in(home).type("discover", "--json", "--deadline", deadline);
      assertThat(typed.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
      lines = lines(typed);
      if (of("summary", 1, lines).get(0).get("failed").asInt() <= FAULTY) {
        break;
      }
    }
    return lines;
  }

  @Test
  void streamsOfRunAreAsDocumented() throws IOException {
    Typed typed =
        Keyboard.in(home)
            .type(
                "run",
                "--json",
                "--read-only",
                "-d",
                "2m",
                "-m",
                "64k",
                "-n",
                "local:",
                "--",
                "printf",
                "a\\303\\251\\n");
    JsonNode node = of("node", 1, lines(typed)).get(0);
    assertThat(node.get("stdout").toString())
        .isEqualTo("{\"bytes\":4,\"cut\":false,\"text\":\"aé\\n\"}");
    assertThat(node.get("exit").toString()).isEqualTo("{\"status\":0}");
    assertThat(documented(Files.readString(PAGE), "`node`, once"))
        .containsAll(node.propertyNames());
  }

  @Test
  void bytesThatAreNoTextStayExact() {
    Typed typed =
        Keyboard.in(home)
            .type(
                "run",
                "--json",
                "--read-only",
                "-d",
                "2m",
                "-m",
                "64k",
                "-n",
                "local:",
                "--",
                "printf",
                "\\377\\000");
    assertThat(of("node", 1, lines(typed)).get(0).get("stdout").toString())
        .isEqualTo("{\"bytes\":2,\"cut\":false,\"base64\":\"/wA=\"}");
  }

  @Test
  void linesOfRobotsOnMachinesThatAreNoneAreAsDocumented() throws IOException {
    assertThat(asDocumented(Keyboard.in(home).type("robot", "list", "--json")))
        .containsOnly("robot");
    assertThat(asDocumented(Keyboard.in(home).type("robot", "show", "mark", "--json")))
        .containsOnly("robot");
    assertThat(asDocumented(Keyboard.in(home).type("robot", "run", "mark", "--yes", "--json")))
        .containsOnly("plan", "step", "run");
  }

  @Test
  void linesOfRobotsInARealmAreAsDocumented() throws IOException {
    Path hosts = Files.writeString(home.resolve("hosts"), "local: id=me\n");
    String farm = home.resolve("farm").toString();
    String mark = home.resolve("mark").toString();
    String plan = home.resolve("plan").toString();
    String key = home.resolve("farm.keys/anna.key").toString();
    type("realm", "init", farm, "--approver", "anna", "-i", hosts.toString());
    Typed planned =
        type("robot", "plan", "mark", "--realm", farm, "--set", "file=" + mark, "--save", plan);
    String digest = planned.out().replaceFirst("(?s).*Digest: ([0-9a-f]{64}).*", "$1");
    type("robot", "approve", plan, "--key", key, "--approve", digest);
    assertThat(asDocumented(type("robot", "apply", plan, "--realm", farm, "--json")))
        .containsOnly("step", "run");
    Typed status = type("robot", "status", "--realm", farm, "--json");
    assertThat(asDocumented(status)).containsOnly("status");
    String run = lines(status).get(0).get("run").asString();
    Typed undo = type("robot", "undo", run, "--realm", farm, "--json");
    assertThat(undo.exit()).isEqualTo(ExitCode.NOT_APPROVED.number());
    assertThat(asDocumented(undo)).containsOnly("undo", "plan");
    assertThat(asDocumented(type("realm", "show", farm, "--json"))).containsOnly("realm");
    assertThat(asDocumented(type("chronicle", "show", farm + "/chronicle", "--json")))
        .containsOnly("entry");
  }

  private Typed type(String... arguments) {
    return Keyboard.in(home).type(arguments);
  }

  /** The types of the lines, each of which has no field that the table of other commands lacks. */
  private static Set<String> asDocumented(Typed typed) throws IOException {
    Set<String> types = new TreeSet<>();
    for (JsonNode line : lines(typed)) {
      String type = line.get("type").asString();
      types.add(type);
      assertThat(documentedOfOthers(type)).as(type).containsAll(line.propertyNames());
    }
    return types;
  }

  private static Set<String> documentedOfOthers(String type) throws IOException {
    String page = Files.readString(PAGE);
    String row =
        page.substring(page.indexOf("### Other commands"))
            .lines()
            .filter(one -> one.startsWith("| `" + type + "` |"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("The page says nothing of " + type));
    Set<String> names = new LinkedHashSet<>(Set.of("schema", "type", "at"));
    CODE.matcher(row.split("\\|", -1)[3]).results().forEach(found -> names.add(found.group(1)));
    return names;
  }

  @Test
  void exitCodesAreAsDocumented() throws IOException {
    String page = Files.readString(PAGE);
    for (ExitCode code : ExitCode.values()) {
      assertThat(page).contains("\n| " + code.number() + " | ");
    }
  }

  @Test
  void failureKindsAreAsDocumented() throws IOException {
    List<String> rows = table(Files.readString(PAGE), "| Kind | Category | Transient |");
    assertThat(rows.stream().map(DocumentedJsonTest::firstCells))
        .containsExactlyElementsOf(
            FailureKind.all().stream()
                .map(
                    kind ->
                        List.of(
                            "`" + kind.code() + "`",
                            code(kind.category()),
                            kind.isTransient() ? "yes" : "no"))
                .toList());
  }

  @Test
  void reasonsOfMissingFactsAreAsDocumented() throws IOException {
    List<String> rows = table(Files.readString(PAGE), "The codes of `missing`");
    assertThat(rows.stream().map(row -> row.split("\\|", -1)[1].strip()))
        .containsExactlyElementsOf(
            Stream.of(Reason.values()).map(reason -> "`" + code(reason) + "`").toList());
  }

  private static String code(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<String> firstCells(String row) {
    return Stream.of(row.split("\\|", -1)).skip(1).limit(3).map(String::strip).toList();
  }

  private static List<JsonNode> of(String type, int pass, List<JsonNode> lines) {
    return lines.stream()
        .filter(line -> line.get("type").asString().equals(type))
        .filter(line -> line.get("pass").asInt() == pass)
        .toList();
  }

  /** The first words in code of the rows of the table that follows this. */
  private static Set<String> documented(String page, String before) {
    Set<String> names = new LinkedHashSet<>(Set.of("schema", "type", "at"));
    for (String row : table(page, before)) {
      String first = row.split("\\|", -1)[1];
      CODE.matcher(first).results().forEach(found -> names.add(found.group(1)));
    }
    return names;
  }

  private static List<String> table(String page, String before) {
    int at = page.indexOf(before);
    assertThat(at).as(before).isNotNegative();
    List<String> rows = new ArrayList<>();
    for (String line : page.substring(at).lines().toList()) {
      if (line.startsWith("| `")) {
        rows.add(line);
      } else if (!rows.isEmpty()) {
        break;
      }
    }
    return rows;
  }

  private static Map<String, Set<String>> documentedFactFields(String page) {
    Map<String, Set<String>> documented = new TreeMap<>();
    for (String row : table(page, "| Topic | Fields of `value` |")) {
      String[] cells = row.split("\\|", -1);
      String topic = cells[1].strip().replace("`", "");
      Set<String> fields = new TreeSet<>();
      // What stands behind a name in parentheses are constants where they are no fields
      String names = cells[2].replaceAll("\\(`yes`.*\\)", "");
      CODE.matcher(names).results().forEach(found -> fields.add(found.group(1)));
      documented.put(topic, fields);
    }
    return documented;
  }

  private static Map<String, Set<String>> factFields(List<JsonNode> lines) {
    Map<String, Set<String>> seen = new TreeMap<>();
    for (JsonNode line : lines) {
      JsonNode facts = line.get("facts");
      if (facts != null) {
        facts
            .propertyStream()
            .forEach(
                fact -> {
                  Set<String> fields =
                      seen.computeIfAbsent(fact.getKey(), topic -> new TreeSet<>());
                  JsonNode value = fact.getValue().get("value");
                  if (value != null) {
                    collect(value, fields);
                  }
                });
      }
    }
    return seen;
  }

  private static void collect(JsonNode value, Set<String> fields) {
    value
        .propertyStream()
        .forEach(
            property -> {
              fields.add(property.getKey());
              collect(property.getValue(), fields);
            });
    if (value.isArray()) {
      value.forEach(element -> collect(element, fields));
    }
  }
}
