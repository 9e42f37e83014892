package dog.rebe.ssh.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.ssh.trust.KnownHostsChange.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whatever a file held before: a writer changes what is said of one host and nothing else. */
class KnownHostsWriterPropertyTest {

  private Path folder;
  private Path file;

  @BeforeTry
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("known-hosts");
    file = folder.resolve("known_hosts");
  }

  @AfterTry
  void removeFolder() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(folder.resolve("known_hosts.lock"));
    Files.delete(folder);
  }

  @Property(tries = 200)
  void otherHostsKeepTheirKeysAndOtherLinesTheirText(
      @ForAll("files") List<String> lines, @ForAll("hosts") String host, @ForAll boolean end)
      throws IOException {
    String before = String.join("\n", lines) + (end && !lines.isEmpty() ? "\n" : "");
    Files.writeString(file, before, ISO_8859_1);
    List<List<HostKey>> known = keysOfAll();
    HostKey key = Keys.ed25519(99);

    KnownHostsChange change =
        KnownHostsWriter.of(file).replace(KnownHostName.of(host, 22), List.of(key));

    assertThat(change).isInstanceOf(Written.class);
    List<List<HostKey>> after = keysOfAll();
    for (int i = 0; i < HOSTS.size(); i++) {
      assertThat(after.get(i)).isEqualTo(HOSTS.get(i).equals(host) ? List.of(key) : known.get(i));
    }
    List<String> kept = new ArrayList<>(lines);
    kept.removeIf(line -> line.isEmpty() || line.contains(host));
    if (!kept.isEmpty()) {
      assertThat(Files.readString(file, ISO_8859_1).lines()).containsSubsequence(kept);
    }
  }

  private static final List<String> HOSTS = List.of("web01", "web02", "db01", "gate");

  private List<List<HostKey>> keysOfAll() {
    KnownHosts hosts = KnownHosts.read(List.of(file));
    return HOSTS.stream()
        .map(
            host ->
                hosts.host(KnownHostName.of(host, 22)).keys().stream().map(KnownKey::key).toList())
        .toList();
  }

  @Provide
  Arbitrary<String> hosts() {
    return Arbitraries.of(HOSTS);
  }

  @Provide
  Arbitrary<List<String>> files() {
    Arbitrary<String> names =
        Arbitraries.of(HOSTS)
            .list()
            .uniqueElements()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(l -> String.join(",", l));
    Arbitrary<String> entries =
        Combinators.combine(
                Arbitraries.of("", "", "@cert-authority "),
                names,
                Arbitraries.of(IntStream.range(0, 5).boxed().toList()),
                Arbitraries.of("", " root@host", "  \u00e9t\u00e9"))
            .as(
                (marker, who, which, note) ->
                    marker + who + " " + Keys.ed25519(which).encoded() + note);
    return Arbitraries.oneOf(entries, Arbitraries.of("# comment", "", "   ", "# web*"))
        .list()
        .ofMaxSize(8);
  }
}
