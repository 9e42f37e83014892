package dog.rebe.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobTest {

  @TempDir private Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    for (String name :
        List.of(
            "b.conf",
            "a.conf",
            ".hidden.conf",
            "a1",
            "a2",
            "a-",
            "a[1]",
            "sub/x.conf",
            "sub2/y.conf")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private List<String> find(String pattern) throws IOException {
    return Glob.find(folder.resolve(pattern)).stream()
        .map(path -> folder.relativize(path).toString())
        .toList();
  }

  @Test
  void findsInTheOrderOfNames() throws IOException {
    assertThat(find("*.conf")).containsExactly("a.conf", "b.conf");
    assertThat(find("?.conf")).containsExactly("a.conf", "b.conf");
    assertThat(find("sub*/*.conf")).containsExactly("sub/x.conf", "sub2/y.conf");
  }

  @Test
  void hiddenFilesOnlyWhenAskedFor() throws IOException {
    assertThat(find(".*.conf")).containsExactly(".hidden.conf");
  }

  @Test
  void sets() throws IOException {
    assertThat(find("a[12]")).containsExactly("a1", "a2");
    assertThat(find("a[0-9]")).containsExactly("a1", "a2");
    assertThat(find("a[!1]")).containsExactly("a-", "a2");
    assertThat(find("a[1-]")).containsExactly("a-", "a1");
    assertThat(find("a[z-a]")).isEmpty();
    assertThat(find("a[1")).isEmpty();
    assertThat(find("a\\[1\\]")).containsExactly("a[1]");
  }

  @Test
  void plainNamesAndMissingOnes() throws IOException {
    assertThat(find("a.conf")).containsExactly("a.conf");
    assertThat(find("missing")).isEmpty();
    assertThat(find("missing/*.conf")).isEmpty();
    assertThat(find("a.conf/*.conf")).isEmpty();
  }
}
