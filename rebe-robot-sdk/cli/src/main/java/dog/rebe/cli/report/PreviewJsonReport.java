package dog.rebe.cli.report;

import dog.rebe.cli.json.PreviewLines;
import dog.rebe.cli.json.StartLine;
import dog.rebe.cli.screen.Screen;
import dog.rebe.node.Node;
import dog.rebe.outcome.Failure;
import dog.rebe.sandbox.preview.CommandPreview;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Previews as one JSON object per line, each as soon as it is known. */
public final class PreviewJsonReport implements PreviewSink {

  private static final int MAX_GROUPS = 10_000;

  private final Screen screen;
  private final Clock clock;
  private final Map<String, Long> digests = new LinkedHashMap<>();
  private long more;
  private long nodes;
  private long previewed;
  private long failed;

  /** Prints on this screen. */
  public PreviewJsonReport(Screen screen, Clock clock) {
    this.screen = screen;
    this.clock = clock;
  }

  @Override
  public void begin(long count) {
    nodes = count;
    print(StartLine.of("preview", count, clock.instant()));
  }

  @Override
  public void previewed(Node node, CommandPreview preview) {
    previewed++;
    String digest = preview.digest().hex();
    if (digests.size() < MAX_GROUPS || digests.containsKey(digest)) {
      digests.merge(digest, 1L, Long::sum);
    } else {
      more++;
    }
    print(PreviewLines.previewed(node, preview, clock.instant()));
  }

  @Override
  public void failed(Node node, Failure<?> failure) {
    failed++;
    print(PreviewLines.failed(node, failure, clock.instant()));
  }

  @Override
  public void end() {
    print(PreviewLines.summary(nodes, previewed, failed, digests, more, clock.instant()));
  }

  private void print(String line) {
    screen.line(line);
    screen.flush();
  }
}
