package dog.rebe.sandbox.wasi;

import dog.rebe.sandbox.engine.GuestMemory;
import dog.rebe.sandbox.tree.Content;
import dog.rebe.sandbox.tree.PosixNode;
import dog.rebe.sandbox.tree.Spot;
import dog.rebe.sandbox.tree.TreeDirectory;
import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeFault;
import dog.rebe.sandbox.tree.TreeFile;
import dog.rebe.sandbox.tree.TreeLink;
import dog.rebe.sandbox.tree.TreeNode;

/** What is done to a path, from an open directory on. */
final class WasiPaths {

  private static final int FOLLOW = 1;
  private static final int CREATE = 1;
  private static final int DIRECTORY = 2;
  private static final int EXCLUSIVE = 4;
  private static final int TRUNCATE = 8;
  private static final int APPEND = 1;
  private static final long RIGHT_READ = 1L << 1;
  private static final long RIGHT_WRITE = 1L << 6;

  private final Descriptors descriptors;

  WasiPaths(Descriptors descriptors) {
    this.descriptors = descriptors;
  }

  void addTo(WasiTable table) {
    table.add("path_open", "iiiiiIIii:i", this::open);
    table.add(
        "path_filestat_get",
        "iiiii:i",
        (memory, a) ->
            FileStat.write(
                memory,
                (int) a[4],
                spot(memory, a[0], a[2], a[3], (a[1] & FOLLOW) != 0).existing().attributes()));
    table.add("path_readlink", "iiiiii:i", this::readLink);
    table.add(
        "path_create_directory",
        "iii:i",
        (memory, a) -> {
          Spot spot = spot(memory, a[0], a[1], a[2], false);
          requireFree(spot);
          spot.parent().createDirectory(spot.entryName());
        });
    table.add(
        "path_remove_directory",
        "iii:i",
        (memory, a) -> {
          Spot spot = spot(memory, a[0], a[1], a[2], false);
          spot.existing();
          spot.parent().removeDirectory(spot.entryName());
        });
    table.add(
        "path_unlink_file",
        "iii:i",
        (memory, a) -> {
          Spot spot = spot(memory, a[0], a[1], a[2], false);
          spot.existing();
          spot.parent().removeFile(spot.entryName());
        });
    table.add(
        "path_symlink",
        "iiiii:i",
        (memory, a) -> {
          byte[] target = Descriptors.path(memory, a[0], a[1]);
          Spot spot = spot(memory, a[2], a[3], a[4], false);
          requireFree(spot);
          spot.parent().createLink(spot.entryName(), target);
        });
    table.add(
        "path_rename",
        "iiiiii:i",
        (memory, a) -> {
          Spot from = spot(memory, a[0], a[1], a[2], false);
          Spot to = spot(memory, a[3], a[4], a[5], false);
          from.existing();
          from.parent().rename(from.entryName(), to.parent(), to.entryName());
        });
  }

  private void open(GuestMemory memory, long[] a) throws WasiException, TreeException {
    descriptors.requireRoom();
    int how = (int) a[4];
    boolean reads = (a[5] & RIGHT_READ) != 0;
    boolean writes = (a[5] & RIGHT_WRITE) != 0;
    Spot spot = spot(memory, a[0], a[2], a[3], (a[1] & FOLLOW) != 0);
    TreeNode node = spot.node().orElse(null);
    boolean created = false;
    if (node == null && (how & CREATE) != 0 && (how & DIRECTORY) == 0) {
      node = spot.parent().createFile(spot.entryName());
      created = true;
    } else if (node != null && (how & CREATE) != 0 && (how & EXCLUSIVE) != 0) {
      throw new TreeException(TreeFault.EXISTS);
    }
    if (node == null) {
      throw new TreeException(TreeFault.NOT_FOUND);
    }
    Descriptor opened;
    if (node instanceof TreeDirectory directory) {
      if ((how & TRUNCATE) != 0) {
        throw new TreeException(TreeFault.IS_A_DIRECTORY);
      }
      if ((how & DIRECTORY) != 0 && node instanceof PosixNode posix) {
        // To list it: refused here as open(2) does, whatever rights are asked for
        posix.requireOpenable(true, false);
      }
      opened = new Descriptor.Directory(directory, "");
    } else if ((how & DIRECTORY) != 0) {
      throw new TreeException(TreeFault.NOT_A_DIRECTORY);
    } else {
      boolean truncates = (how & TRUNCATE) != 0;
      if (!created && node instanceof PosixNode posix) {
        posix.requireOpenable(reads, writes || truncates);
      }
      opened = file(node, reads, writes || truncates, truncates, (a[7] & APPEND) != 0);
    }
    memory.writeInt((int) a[8], descriptors.add(opened));
  }

  private static Descriptor file(
      TreeNode node, boolean reads, boolean writes, boolean truncates, boolean appends)
      throws TreeException {
    if (node instanceof TreeLink) {
      throw new TreeException(TreeFault.TOO_MANY_LINKS);
    }
    if (!(node instanceof TreeFile file)) {
      throw new TreeException(TreeFault.UNSUPPORTED);
    }
    Content content = file.open(writes);
    if (truncates) {
      content.resize(0);
    }
    return new Descriptor.File(node, content, reads, writes, appends);
  }

  private void readLink(GuestMemory memory, long[] a) throws WasiException, TreeException {
    if (!(spot(memory, a[0], a[1], a[2], false).existing() instanceof TreeLink link)) {
      throw new WasiException(Errno.INVAL);
    }
    byte[] target = link.target();
    memory.require((int) a[3], (int) a[4]);
    int count = a[4] < 0 ? target.length : (int) Math.min(a[4], target.length);
    memory.write((int) a[3], target, 0, count);
    memory.writeInt((int) a[5], count);
  }

  private static void requireFree(Spot spot) throws TreeException {
    if (spot.node().isPresent()) {
      throw new TreeException(TreeFault.EXISTS);
    }
  }

  private Spot spot(
      GuestMemory memory, long directory, long address, long length, boolean followLast)
      throws WasiException, TreeException {
    return descriptors.spot(memory, directory, address, length, followLast);
  }
}
