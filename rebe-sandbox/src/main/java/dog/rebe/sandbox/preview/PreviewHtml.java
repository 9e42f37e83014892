package dog.rebe.sandbox.preview;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.ForeseenChange;
import java.util.List;
import java.util.Locale;

/**
 * Shows previews as one HTML page that needs nothing else: no script, no font, no picture, and a
 * policy (CSP) that lets the browser load none. Whatever comes from a machine is escaped.
 */
public final class PreviewHtml {

  private static final int MAX_CHANGES = 500;
  private static final int MAX_NODES = 2_000;
  private static final int MAX_NODES_IN_TITLE = 4;
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

  private final PreviewReport report;
  private final HtmlText html = new HtmlText();

  private PreviewHtml(PreviewReport report) {
    this.report = report;
  }

  /** The page, in UTF-8 when it is written. */
  public static String of(PreviewReport report) {
    PreviewHtml page = new PreviewHtml(report);
    page.write();
    return page.html.toString();
  }

  private void write() {
    html.tag("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .tag("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n")
        .tag("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .tag("<meta name=\"referrer\" content=\"no-referrer\">\n")
        .tag("<title>What would happen</title>\n<style>\n" + PreviewStyle.CSS + "</style>\n")
        .tag("</head>\n<body>\n<main>\n");
    html.element("h1", "What would happen");
    html.tag("<div class=\"command\">\n");
    report
        .command()
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> html.tag("<code>").text(line).tag("</code>\n"));
    html.tag("</div>\n");
    html.tag("<p class=\"faint\">Looked at ")
        .text(report.at().toString().replace('T', ' ').replaceFirst("(\\.\\d+)?Z$", " UTC"))
        .tag(". Nothing has been changed.</p>\n");
    if (!report.sentence().isEmpty()) {
      html.element("p class=\"fold\"", report.sentence());
    }
    report.groups().forEach(this::group);
    if (report.ungrouped() > 0) {
      html.element(
          "p class=\"warn\"",
          PreviewFold.machines(report.ungrouped())
              + " more would each do something different again, and are not shown here.");
    }
    failures();
    sourceLimits();
    html.tag("</main>\n</body>\n</html>\n");
  }

  private void group(PreviewFold.Group group) {
    CommandPreview preview = group.preview();
    String tone = preview.isWhole() ? "" : " warned";
    html.tag("<section class=\"card" + tone + "\">\n");
    names(group);
    html.element("p class=\"sentence\"", preview.sentence());
    preview
        .unknown()
        .filter(why -> !preview.changes().isEmpty())
        .ifPresent(
            why ->
                html.tag("<p class=\"warn\"><strong>From here on I cannot tell</strong>, because ")
                    .text(why)
                    .tag(".</p>\n"));
    html.tag("<p class=\"how kind-" + preview.kind().name().toLowerCase(Locale.ROOT))
        .tag("\"><strong>How I know:</strong> ")
        .text(ProvenanceWords.of(preview))
        .tag("</p>\n");
    foreseen(preview.foreseen());
    changes(preview.changes());
    messages(preview);
    limits(preview);
    html.tag("<details><summary>For the approval</summary><p>Digest <code class=\"digest\">")
        .text(group.digest().hex())
        .tag("</code></p></details>\n</section>\n");
  }

  private void names(PreviewFold.Group group) {
    if (group.count() <= MAX_NODES_IN_TITLE) {
      html.tag("<h2>");
      nodes(group);
      html.tag("</h2>\n");
      return;
    }
    html.element("h2", PreviewFold.machines(group.count()));
    html.tag("<details><summary>Which they are</summary><p>");
    nodes(group);
    html.tag("</p></details>\n");
  }

  private void nodes(PreviewFold.Group group) {
    List<String> names =
        group.nodes().stream().map(node -> node.value()).sorted().limit(MAX_NODES).toList();
    for (int i = 0; i < names.size(); i++) {
      html.tag(i == 0 ? "" : ", ").text(names.get(i));
    }
    if (group.count() > names.size()) {
      html.text(" and " + (group.count() - names.size()) + " more");
    }
  }

  private void foreseen(List<ForeseenChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    html.element("h3", "What would change").tag("<ul class=\"changes\">\n");
    changes.stream()
        .limit(MAX_CHANGES)
        .forEach(change -> html.tag("<li class=\"changed\">").text(change.words()).tag("</li>\n"));
    html.tag("</ul>\n");
    more(changes.size());
  }

  private void changes(List<EntryChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    html.element("h3", "Files and folders").tag("<ul class=\"changes\">\n");
    changes.stream().limit(MAX_CHANGES).forEach(this::change);
    html.tag("</ul>\n");
    more(changes.size());
  }

  private void more(int size) {
    if (size > MAX_CHANGES) {
      html.element("p class=\"faint\"", "and " + (size - MAX_CHANGES) + " more.");
    }
  }

  private void change(EntryChange change) {
    String kind = change.kind().name().toLowerCase(Locale.ROOT);
    html.tag("<li class=\"" + kind + "\"><span class=\"verb\">")
        .text(verb(change.kind()))
        .tag("</span> <code>");
    switch (change.kind()) {
      case CREATED -> named(change, ChangeWords.created(change));
      case DELETED -> named(change, ChangeWords.deleted(change));
      case CHANGED -> named(change, ChangeWords.changed(change));
      case RENAMED -> {
        html.text(PreviewText.shown(change.from().orElseThrow())).tag("</code> becomes <code>");
        named(change, ChangeWords.renamedBesides(change));
      }
    }
    if (change.kind() != ChangeKind.DELETED
        && change.content().orElse(null) instanceof ContentDifference.Lines lines) {
      difference(lines);
    }
    html.tag("</li>\n");
  }

  private void named(EntryChange change, String words) {
    html.text(PreviewText.shown(change.path())).tag("</code>").text(words);
  }

  private static String verb(ChangeKind kind) {
    return switch (kind) {
      case CREATED -> "new";
      case CHANGED -> "changed";
      case DELETED -> "deleted";
      case RENAMED -> "moved";
    };
  }

  private void difference(ContentDifference.Lines lines) {
    html.tag("<pre>");
    for (String line : lines.lines()) {
      String tone = line.startsWith("+") ? "ins" : line.startsWith("-") ? "del" : "";
      html.tag(tone.isEmpty() ? "<span>" : "<span class=\"" + tone + "\">")
          .text(line)
          .tag("</span>\n");
    }
    if (lines.shortened()) {
      html.tag("<span class=\"faint\">and more lines</span>\n");
    }
    html.tag("</pre>");
  }

  private void messages(CommandPreview preview) {
    preview
        .exitStatus()
        .ifPresent(
            status ->
                html.element(
                    "p",
                    status == 0
                        ? "It would end well."
                        : "It would end with an error (status " + status + ")."));
    if (preview.endsUnknown()) {
      html.element("p", "Whether it ends well rests on what I can't show.");
    }
    if (!preview.messages().isEmpty()) {
      html.element("h3", "What it would complain about").tag("<ul>\n");
      preview.messages().forEach(message -> html.element("li", message));
      html.tag("</ul>\n");
    }
  }

  private void limits(CommandPreview preview) {
    if (!preview.unreadable().isEmpty()) {
      html.element("h3", "What I was not allowed to read").tag("<ul>\n");
      preview.unreadable().forEach(path -> html.element("li", PreviewText.shown(path)));
      html.tag("</ul>\n");
    }
    spots("What I cannot show", preview.blindSpots());
  }

  /** Once for all machines. */
  private void sourceLimits() {
    if (report.groups().stream().anyMatch(group -> !group.preview().changes().isEmpty())) {
      html.tag("<section class=\"card\">\n");
      spots("What nobody can see this way, on any machine", SourceLimits.all());
      html.tag("</section>\n");
    }
  }

  private void spots(String title, List<BlindSpot> spots) {
    if (spots.isEmpty()) {
      return;
    }
    html.element("h3", title).tag("<ul>\n");
    for (BlindSpot spot : spots) {
      html.tag("<li><strong>")
          .text(spot.subject())
          .tag("</strong>: ")
          .text(spot.reason())
          .tag("</li>\n");
    }
    html.tag("</ul>\n");
  }

  private void failures() {
    if (report.failures().isEmpty()) {
      return;
    }
    html.tag("<section class=\"card failed\">\n");
    html.element("h2", PreviewFold.machines(report.failures().size()) + " could not be looked at");
    html.tag("<ul>\n");
    for (PreviewReport.Failed failed : report.failures()) {
      html.tag("<li><strong>")
          .text(failed.node())
          .tag("</strong>: ")
          .text(failed.headline())
          .tag(failed.nextStep().isEmpty() ? "" : " <span class=\"faint\">")
          .text(failed.nextStep())
          .tag(failed.nextStep().isEmpty() ? "" : "</span>")
          .tag("</li>\n");
    }
    html.tag("</ul>\n</section>\n");
  }
}
