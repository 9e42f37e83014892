package dog.rebe.sandbox.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.ForeseenChange;
import dog.rebe.change.PreviewKind;
import dog.rebe.change.SetTime;
import dog.rebe.change.StepPreview;
import dog.rebe.node.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShownPreviewTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private static String page(CommandPreview preview, String command, String node) {
    PreviewFold fold = PreviewFold.of(10, 10);
    fold.add(new NodeId(node), preview);
    return PreviewHtml.of(
        PreviewReport.of(
            command,
            NOON,
            fold,
            List.of(new PreviewReport.Failed("gone", "It does not answer.", "Switch it on."))));
  }

  @Test
  void theSentenceComesBeforeEverythingElse() {
    CommandPreview preview =
        MadeUp.of(
            List.of(MadeUp.deleted("/var/log/a", 1_200)),
            List.of(),
            Optional.of("I do not know what frob does"),
            List.of(new BlindSpot("restarts nginx", "I can't show what that does")));
    String page = page(preview, "rm /var/log/a; frob", "web-1");

    assertThat(PreviewText.lines(preview, 5))
        .containsSubsequence(
            "This will delete 1 file (up to 1.2 KB) in /var/log, and more that I cannot tell.",
            "  - /var/log/a (file, 1.2 KB)",
            "From here on I cannot tell, because I do not know what frob does",
            "Not shown: restarts nginx (I can't show what that does)");
    assertThat(page).containsSubsequence("This will delete 1 file", "From here on I cannot tell");
    assertThat(page)
        .containsSubsequence(
            "deleted</span> <code>/var/log/a</code> (file, 1.2 KB)",
            "<strong>restarts nginx</strong>: I can&#39;t show what that does",
            preview.digest().hex(),
            "<strong>gone</strong>: It does not answer.",
            "Switch it on.",
            "<strong>hard links</strong>");
  }

  @Property(tries = 200)
  void nothingFromAMachineBecomesMarkup(@ForAll String text) {
    String plain = page(MadeUp.of(List.of(), List.of(), Optional.empty(), List.of()), "x", "n");
    String word = text.isBlank() ? "x" : text;
    CommandPreview strange =
        MadeUp.of(
            List.of(MadeUp.edited("/" + word.replace('\0', ' '), "+" + word)),
            List.of(
                new ForeseenChange(
                    ForeseenChange.Kind.SETTING, word, Optional.of(word), Optional.of(word))),
            Optional.of(word),
            List.of(new BlindSpot(word, word)));

    String page = page(strange, word, "n");

    assertThat(tags(page)).isSubsetOf(allowed(plain));
    assertThat(page.chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
  }

  /** What the page itself is made of, whatever it shows. */
  private static List<String> allowed(String page) {
    List<String> allowed = new ArrayList<>(tags(page));
    allowed.addAll(
        List.of(
            "<section class=\"card warned\">",
            "<p class=\"warn\">",
            "<p class=\"how kind-dry_run\">",
            "<ul class=\"changes\">",
            "<li class=\"changed\">",
            "<li>",
            "<ul>",
            "</ul>",
            "</li>",
            "<h3>",
            "</h3>",
            "<strong>",
            "</strong>",
            "<span class=\"verb\">",
            "<span class=\"ins\">",
            "</span>",
            "<pre>",
            "</pre>"));
    return allowed;
  }

  private static List<String> tags(String page) {
    return Pattern.compile("<[^>]*>")
        .matcher(page)
        .results()
        .map(found -> found.group())
        .distinct()
        .toList();
  }

  @Test
  void thePageLoadsNothing() {
    String page = page(MadeUp.deleting(600), "rm", "n");

    assertThat(page)
        .contains("Content-Security-Policy\" content=\"default-src 'none'")
        .contains("and 100 more.")
        .doesNotContain("http:", "https:", "src=", "href=", "@import", "url(", "<script");
  }

  @Test
  void aDryRunIsToldByName() {
    CommandPreview preview =
        MadeUp.of(
            List.of(),
            List.of(
                new ForeseenChange(
                    ForeseenChange.Kind.UPGRADES, "nginx", Optional.of("1"), Optional.of("2")),
                new ForeseenChange(
                    ForeseenChange.Kind.REMOVES, "apache2", Optional.of("2"), Optional.empty())),
            Optional.empty(),
            List.of(new BlindSpot("the packages' own scripts", "they run as root")));

    assertThat(preview.sentence())
        .isEqualTo(
            "This will put another version of 1 package (nginx), remove 1 package (apache2) and"
                + " change nothing else that I can see; some of what it does I cannot show.");
    assertThat(PreviewText.lines(preview, 5))
        .contains(
            "How I know: I asked the machine, by a command of its own that only reads.",
            "  * changes nginx from 1 to 2",
            "  * removes apache2 2");
    assertThat(PreviewText.lines(preview, 1))
        .as("no more than were asked for")
        .contains("  * changes nginx from 1 to 2", "  and 1 more")
        .doesNotContain("  * removes apache2 2");
    assertThat(PreviewJson.of(preview))
        .contains("\"previewed\":\"dry-run\"", "\"words\":\"changes nginx from 1 to 2\"");
  }

  @Test
  void aStepCarriesATimeThatIsSet() {
    CommandPreview preview =
        MadeUp.of(List.of(MadeUp.touched("/x", NOON)), List.of(), Optional.empty(), List.of());

    StepPreview step = preview.forStep("touch", new NodeId("web-1"));

    assertThat(step.kind()).isEqualTo(PreviewKind.SANDBOX);
    assertThat(step.changes())
        .singleElement()
        .satisfies(change -> assertThat(change.time()).contains(new SetTime(Optional.of(NOON))));
  }
}
