package dog.rebe.execution.local;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.files.FilePath;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class LocalPathsTest {

  @Provide
  Arbitrary<byte[]> names() {
    return Arbitraries.bytes()
        .filter(b -> b != 0 && b != '/')
        .array(byte[].class)
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Property
  void keepsEveryByteOfAName(@ForAll("names") byte[] name) {
    FilePath path = FilePath.of("/tmp").resolve(FilePath.of(name));

    assertThat(LocalPaths.ofJava(LocalPaths.toJava(path))).isEqualTo(path);
    assertThat(LocalPaths.nameOf(LocalPaths.toJava(path))).isEqualTo(FilePath.of(name));
  }

  @Test
  void beginsRelativePathsAtTheDirectoryOfThisProcess() {
    assertThat(LocalPaths.toJava(FilePath.of("a/b"))).isEqualTo(Path.of("a/b").toAbsolutePath());
    assertThat(LocalPaths.toJava(FilePath.of("/"))).isEqualTo(Path.of("/"));
  }
}
