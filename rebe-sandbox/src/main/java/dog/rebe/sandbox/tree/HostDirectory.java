package dog.rebe.sandbox.tree;

import dog.rebe.files.FileType;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A directory of a {@link HostFolder}: the way to it, walked anew by each operation. */
final class HostDirectory implements TreeDirectory {

  private final HostFolder folder;
  private final List<Name> way;

  HostDirectory(HostFolder folder, List<Name> way) {
    this.folder = folder;
    this.way = way;
  }

  @Override
  public NodeAttributes attributes() throws TreeException {
    try (SecureDirectoryStream<Path> directory = folder.openDirectory(way)) {
      return attributes(
          directory.getFileAttributeView(BasicFileAttributeView.class).readAttributes());
    } catch (IOException | InvalidPathException e) {
      throw failure(e);
    }
  }

  @Override
  public Optional<TreeNode> find(Name name) throws TreeException {
    try (SecureDirectoryStream<Path> directory = folder.openDirectory(way)) {
      NodeAttributes attributes = attributes(look(directory, name));
      return Optional.of(
          switch (attributes.type()) {
            case DIRECTORY -> new HostDirectory(folder, below(name));
            case REGULAR -> new HostFile(folder, way, name, attributes);
            case SYMBOLIC_LINK -> new HostLink(folder, way, name, attributes);
            case OTHER -> (TreeNode) () -> attributes;
          });
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | InvalidPathException e) {
      throw failure(e);
    }
  }

  @Override
  public List<TreeEntry> list(int maxEntries) throws TreeException {
    List<TreeEntry> entries = new ArrayList<>();
    try (SecureDirectoryStream<Path> directory = folder.openDirectory(way)) {
      List<Name> names = new ArrayList<>();
      for (Path entry : directory) {
        if (names.size() == maxEntries) {
          throw new TreeException(TreeFault.NO_SPACE);
        }
        names.add(Name.of(Objects.requireNonNull(entry.getFileName()).toString()));
      }
      for (Name name : names) {
        addEntry(directory, name, entries);
      }
    } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
      throw failure(e);
    }
    entries.sort(Comparator.comparing(TreeEntry::name));
    return entries;
  }

  /** Nothing, if the entry has gone meanwhile. */
  private void addEntry(SecureDirectoryStream<Path> directory, Name name, List<TreeEntry> entries)
      throws IOException {
    try {
      NodeAttributes attributes = attributes(look(directory, name));
      entries.add(new TreeEntry(name, attributes.type(), attributes.id()));
    } catch (NoSuchFileException e) {
      return;
    }
  }

  private BasicFileAttributes look(SecureDirectoryStream<Path> directory, Name name)
      throws IOException {
    return directory
        .getFileAttributeView(
            folder.path(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  private List<Name> below(Name name) {
    List<Name> longer = new ArrayList<>(way);
    longer.add(name);
    return List.copyOf(longer);
  }

  static NodeAttributes attributes(BasicFileAttributes of) {
    FileType type =
        of.isDirectory()
            ? FileType.DIRECTORY
            : of.isRegularFile()
                ? FileType.REGULAR
                : of.isSymbolicLink() ? FileType.SYMBOLIC_LINK : FileType.OTHER;
    return new NodeAttributes(
        type,
        of.size(),
        of.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        Objects.hashCode(of.fileKey()));
  }

  /** A link where a directory was is what the system calls too many links, or no directory. */
  static TreeException failure(Exception e) {
    if (e instanceof NoSuchFileException || e instanceof InvalidPathException) {
      return new TreeException(TreeFault.NOT_FOUND);
    }
    boolean swapped =
        e instanceof FileSystemException of
            && of.getReason() != null
            && (of.getReason().contains("symbolic links")
                || of.getReason().contains("Not a directory"));
    return new TreeException(swapped ? TreeFault.OUTSIDE : TreeFault.FAILED);
  }
}
