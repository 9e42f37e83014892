package dog.rebe.sandbox.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;

/**
 * A symbolic link of a {@link HostFolder}. Java reads a link by its whole path only, so the
 * directory is compared before and after; whatever the target says, it is walked from the folder
 * down like any other path.
 */
record HostLink(HostFolder folder, List<Name> way, Name name, NodeAttributes attributes)
    implements TreeLink {

  @Override
  public byte[] target() throws TreeException {
    Path place = folder.location(way);
    try (SecureDirectoryStream<Path> directory = folder.openDirectory(way)) {
      Object opened =
          directory.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
      requireSame(opened, place);
      Path target = Files.readSymbolicLink(place.resolve(folder.path(name)));
      requireSame(opened, place);
      return target.toString().getBytes(StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw HostDirectory.failure(e);
    }
  }

  private static void requireSame(Object opened, Path place) throws IOException, TreeException {
    BasicFileAttributes now =
        Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!Objects.equals(opened, now.fileKey())) {
      throw new TreeException(TreeFault.OUTSIDE);
    }
  }
}
