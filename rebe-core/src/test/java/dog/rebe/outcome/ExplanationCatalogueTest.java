package dog.rebe.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationCatalogueTest {

  private static final ExplanationCatalogue ENGLISH = ExplanationCatalogue.english();

  private static final Pattern JARGON =
      Pattern.compile(
          "\\b(stderr|stdout|exit"
              + " (code|status)|exit|tcp|ip|socket|daemon|ssh|handshake|timeouts?|time-?out|timed"
              + " out|process|pid|signal|session|channel|subsystem|protocol|algorithms?|cipher|authenti\\w+|credentials?|certificate|host"
              + " key|fingerprint|known_hosts|dns|port"
              + "|kernel|shell|terminal|console|command|script|sudo|root|decode\\w*|parse\\w*|bytes?"
              + "|buffer|thread|pool|bulkhead|circuit|executor|chronicle|exception|null|retr(y|ies)|execut\\w+|node|host|server|transient|permission|file"
              + " ?system|directory|json|utf-8|abort\\w*|kill\\w*|connection reset|epipe|errno)\\b",
          Pattern.CASE_INSENSITIVE);

  static List<FailureKind> kinds() {
    return FailureKind.all();
  }

  private static Stream<Explanation> all(FailureKind kind, String node, String value) {
    List<Explanation> all = new ArrayList<>();
    for (Delivery delivery : Delivery.values()) {
      for (boolean canChange : new boolean[] {false, true}) {
        for (int attempts : new int[] {0, 1, 3}) {
          for (Optional<Exit> exit :
              List.of(
                  Optional.<Exit>empty(),
                  Optional.<Exit>of(new ExitStatus(3)),
                  Optional.<Exit>of(new ExitSignal("9")))) {
            all.add(
                ENGLISH.explain(
                    kind,
                    delivery,
                    new Circumstances(
                        node, canChange, attempts, Duration.ofSeconds(125), exit, value)));
          }
        }
      }
    }
    return all.stream();
  }

  private static Explanation explain(FailureKind kind, Delivery delivery, boolean canChange) {
    return ENGLISH.explain(
        kind,
        delivery,
        new Circumstances("web-1", canChange, 1, Duration.ofSeconds(3), Optional.empty(), ""));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void saysEverythingOfEveryKindAndDelivery(FailureKind kind) {
    assertThat(all(kind, "web-1", "some value"))
        .allSatisfy(
            explanation -> {
              assertThat(explanation.headline()).isNotBlank().endsWith(".");
              assertThat(explanation.whatHappened()).isNotBlank();
              assertThat(explanation.whetherChanged()).isNotBlank().endsWith(".");
              assertThat(explanation.nextStep()).isNotBlank().endsWith(".");
              assertThat(explanation.toString())
                  .doesNotContain("{", "}", "  ", "null")
                  .doesNotContain(" .", " ,");
            });
  }

  /** The texts are found by code: a kind that nobody wrote texts for fails here, by name. */
  @ParameterizedTest
  @MethodSource("kinds")
  void hasTextsOfItsOwnForEveryKind(FailureKind kind) {
    Set<String> keys = ExplanationTexts.english().ownKeys();
    assertThat(keys)
        .contains(kind.code() + ".headline", kind.code() + ".happened", kind.code() + ".next");
  }

  @Test
  void hasNoTextsThatNobodyUses() {
    assertThat(ExplanationTexts.english().ownKeys())
        .allSatisfy(key -> assertThat(ExplanationKeys.placeholders(key)).isPresent());
    assertThat(ExplanationKeys.placeholders("no-such-kind.headline")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isReadWithEightYearsOfSchool(FailureKind kind) {
    assertThat(all(kind, "web-1", ""))
        .allSatisfy(
            explanation -> {
              assertReadable(explanation.headline());
              assertReadable(explanation.nextStep());
            });
  }

  private static void assertReadable(String text) {
    assertThat(ReadingLevel.grade(text)).as(text).isLessThanOrEqualTo(8.0);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void usesNoJargon(FailureKind kind) {
    assertThat(all(kind, "web-1", ""))
        .allSatisfy(
            explanation -> {
              assertThat(explanation.headline()).doesNotContainPattern(JARGON);
              assertThat(explanation.whatHappened()).doesNotContainPattern(JARGON);
              assertThat(explanation.whetherChanged()).doesNotContainPattern(JARGON);
              assertThat(explanation.nextStep()).doesNotContainPattern(JARGON);
            });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void advisesNobodyToRunAChangeAgainThatMayHaveRun(FailureKind kind) {
    String again =
        ExplanationTexts.english()
            .find(kind.code() + ".again")
            .map(text -> text.fill(Map.of("node", "web-1")))
            .orElse("no such text");
    for (Delivery delivery : List.of(Delivery.STOPPED, Delivery.UNKNOWN, Delivery.RUNNING)) {
      assertThat(explain(kind, delivery, true).nextStep())
          .doesNotContain(again)
          .matches(".*(looked at|Wait until).*");
    }
    assertThat(explain(kind, Delivery.RUNNING, false).nextStep()).doesNotContain(again);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void saysThatNothingChangedExactlyWhereThatIsTrue(FailureKind kind) {
    for (Delivery delivery : Delivery.values()) {
      if (!isAboutEarlierWork(kind, delivery)) {
        assertThat(explain(kind, delivery, false).whetherChanged())
            .startsWith("Nothing was changed");
      }
    }
    assertThat(explain(kind, Delivery.NOT_STARTED, true).whetherChanged())
        .startsWith("Nothing was changed");
    for (Delivery delivery : List.of(Delivery.STOPPED, Delivery.UNKNOWN, Delivery.RUNNING)) {
      assertThat(explain(kind, delivery, true).whetherChanged()).doesNotContain("Nothing");
    }
  }

  /** To ask for the result of earlier work only reads, but what is told is about that work. */
  private static boolean isAboutEarlierWork(FailureKind kind, Delivery delivery) {
    return switch (kind.code()) {
      case "node-restarted", "result-lost", "not-recorded" -> delivery == Delivery.UNKNOWN;
      case "still-running" -> delivery == Delivery.RUNNING;
      default -> false;
    };
  }

  @Test
  void doesNotCallEarlierWorkHarmlessBecauseAskingForItIs() {
    for (FailureKind kind : FailureKind.all()) {
      for (Delivery delivery : Delivery.values()) {
        if (isAboutEarlierWork(kind, delivery)) {
          assertThat(explain(kind, delivery, false).whetherChanged()).doesNotContain("Nothing");
        }
      }
    }
  }

  @Test
  void tellsAnOwnerThatASilentMachineMayBeOff() {
    Explanation explanation =
        ENGLISH.explain(
            FailureKind.CONNECT_TIMEOUT,
            Delivery.NOT_STARTED,
            new Circumstances("pi-7", true, 3, Duration.ofSeconds(65), Optional.empty(), ""));
    assertThat(explanation.headline()).isEqualTo("The machine pi-7 did not answer.");
    assertThat(explanation.whatHappened())
        .contains("It may be switched off")
        .endsWith("We tried 3 times, over 1 minute and 5 seconds.");
    assertThat(explanation.whetherChanged())
        .isEqualTo("Nothing was changed: the task did not start.");
    assertThat(explanation.nextStep())
        .isEqualTo("Check that it is switched on and plugged in to the network. Then try again.");
  }

  @Test
  void tellsHowMuchTimeAndRoomItHad() {
    assertThat(happened(FailureKind.TIMED_OUT, "PT2M5S"))
        .contains("It was allowed 2 minutes and 5 seconds.");
    assertThat(happened(FailureKind.TIMED_OUT, "\u001b[2J")).doesNotContain("allowed", "u001b");
    assertThat(happened(FailureKind.OUTPUT_LIMIT, "65536")).contains("the limit was 65536 bytes");
  }

  private static String happened(FailureKind kind, String value) {
    return ENGLISH
        .explain(
            kind,
            Delivery.STOPPED,
            new Circumstances("web-1", true, 1, Duration.ofSeconds(3), Optional.empty(), value))
        .whatHappened();
  }

  @Test
  void tellsHowTheTaskEnded() {
    Circumstances exit3 =
        new Circumstances(
            "web-1",
            true,
            1,
            Duration.ofMillis(400),
            Optional.of(new ExitStatus(3)),
            "no space left on device");
    assertThat(ENGLISH.explain(FailureKind.NONZERO_EXIT, Delivery.COMPLETED, exit3).whatHappened())
        .contains("The number it gave back was 3")
        .contains("We tried once, and it took less than a second.")
        .contains("The machine said: “no space left on device”.");
  }

  @Test
  @Tag("fault-65")
  void showsWhatANodeSaysEscapedShortenedAndUninterpreted() {
    String hostile = "\u001b]0;{node}\u0007{headline}\u202e" + "x".repeat(1000);
    String said =
        ENGLISH
            .explain(
                FailureKind.NONZERO_EXIT,
                Delivery.COMPLETED,
                new Circumstances("web-1", false, 1, Duration.ZERO, Optional.empty(), hostile))
            .whatHappened();
    assertThat(said).contains("\\u001b]0;{node}\\u0007{headline}\\u202exxx").contains("…");
    assertThat(said.length()).isLessThan(500);
  }

  @Property(tries = 100)
  @net.jqwik.api.Tag("fault-65")
  void neverLetsAValueSteerATerminal(@ForAll String node, @ForAll String value) {
    assertThat(all(FailureKind.APPROVAL_REFUSED, node, value).map(Explanation::toString))
        .allSatisfy(
            text ->
                assertThat(text.codePoints())
                    .noneMatch(Character::isISOControl)
                    .noneMatch(c -> Character.getType(c) == Character.FORMAT));
  }

  @Test
  void fallsBackToEnglishWhereThereIsNoTranslation() {
    assertThat(ExplanationCatalogue.of(new Locale("tlh")).locale()).isEqualTo(Locale.ENGLISH);
    assertThat(ExplanationCatalogue.of(Locale.ROOT).locale()).isEqualTo(Locale.ENGLISH);
  }

  @Test
  void findsTheNearestTranslation() {
    Circumstances circumstances =
        new Circumstances("web-1", false, 1, Duration.ofSeconds(1), Optional.empty(), "");
    Explanation regional =
        ExplanationCatalogue.of(new Locale("zz", "YY"))
            .explain(FailureKind.TIMED_OUT, Delivery.NOT_STARTED, circumstances);
    assertThat(regional.headline()).isEqualTo("zz-YY headline of web-1");
    assertThat(regional.whatHappened()).startsWith("zz happened");
    assertThat(regional.nextStep()).startsWith("Look whether the machine is busy");
    assertThat(
            ExplanationCatalogue.of(new Locale("zz", "XX"))
                .explain(FailureKind.TIMED_OUT, Delivery.NOT_STARTED, circumstances)
                .headline())
        .isEqualTo("zz headline");
  }

  @Test
  void takesTheWordsOfAnOwner() {
    ExplanationCatalogue german =
        ENGLISH.translated(
            Locale.GERMAN,
            Map.of("connect-timeout.headline", "Die Maschine {node} antwortet nicht."));
    Explanation explanation =
        german.explain(
            FailureKind.CONNECT_TIMEOUT,
            Delivery.NOT_STARTED,
            new Circumstances("web-1", false, 1, Duration.ofSeconds(1), Optional.empty(), ""));
    assertThat(german.locale()).isEqualTo(Locale.GERMAN);
    assertThat(explanation.headline()).isEqualTo("Die Maschine web-1 antwortet nicht.");
    assertThat(explanation.nextStep()).contains("plugged in");
  }

  @Test
  void rejectsUnknownKeysAndPlaceholders() {
    assertThatThrownBy(() -> ENGLISH.translated(Locale.GERMAN, Map.of("conect-timeout.next", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("conect-timeout.next");
    assertThatThrownBy(
            () -> ENGLISH.translated(Locale.GERMAN, Map.of("timed-out.headline", "{nod}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{nod}")
        .hasMessageContaining("[node]");
  }

  @Test
  void tellsTimeNoFinerThanItMatters() {
    DurationWords words = new DurationWords(ExplanationTexts.english());
    assertThat(words.of(Duration.ofMillis(999))).isEqualTo("less than a second");
    assertThat(words.of(Duration.ofMillis(1999))).isEqualTo("1 second");
    assertThat(words.of(Duration.ofSeconds(59))).isEqualTo("59 seconds");
    assertThat(words.of(Duration.ofSeconds(60))).isEqualTo("1 minute");
    assertThat(words.of(Duration.ofSeconds(61))).isEqualTo("1 minute and 1 second");
    assertThat(words.of(Duration.ofSeconds(754))).isEqualTo("12 minutes");
    assertThat(words.of(Duration.ofMinutes(60))).isEqualTo("1 hour");
    assertThat(words.of(Duration.ofMinutes(150))).isEqualTo("2 hours and 30 minutes");
  }
}
