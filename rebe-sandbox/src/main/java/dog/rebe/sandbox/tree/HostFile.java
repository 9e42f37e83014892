package dog.rebe.sandbox.tree;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/** A regular file of a {@link HostFolder}. */
record HostFile(HostFolder folder, List<Name> way, Name name, NodeAttributes attributes)
    implements TreeFile {

  @Override
  public Content open(boolean writable) throws TreeException {
    if (writable) {
      throw new TreeException(TreeFault.READ_ONLY);
    }
    try (SecureDirectoryStream<Path> directory = folder.openDirectory(way)) {
      return new HostContent(
          directory.newByteChannel(
              folder.path(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
    } catch (IOException | InvalidPathException e) {
      throw HostDirectory.failure(e);
    }
  }
}
