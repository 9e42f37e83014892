package dog.rebe.sandbox.wasi;

import dog.rebe.sandbox.engine.GuestMemory;
import dog.rebe.sandbox.tree.PosixNode;
import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeNode;

/** Times of files, where the tree keeps them: the last change of content alone. */
final class WasiTimes {

  private static final int FOLLOW = 1;
  private static final int MODIFIED = 4;
  private static final int MODIFIED_NOW = 8;

  private final Descriptors descriptors;

  WasiTimes(Descriptors descriptors) {
    this.descriptors = descriptors;
  }

  void addTo(WasiTable table) {
    table.add(
        "path_filestat_set_times",
        "iiiiIIi:i",
        (memory, a) -> set(node(memory, a), a[5], (int) a[6]));
    table.add(
        "fd_filestat_set_times",
        "iIIi:i",
        (memory, a) -> set(descriptors.file(a[0]).node, a[2], (int) a[3]));
  }

  private TreeNode node(GuestMemory memory, long[] a) throws WasiException, TreeException {
    return descriptors.spot(memory, a[0], a[2], a[3], (a[1] & FOLLOW) != 0).existing();
  }

  private static void set(TreeNode node, long nanos, int which)
      throws WasiException, TreeException {
    if (!(node instanceof PosixNode posix)) {
      throw new WasiException(Errno.NOTSUP);
    }
    if ((which & MODIFIED) != 0 && (which & MODIFIED_NOW) != 0) {
      throw new WasiException(Errno.INVAL);
    }
    if ((which & MODIFIED) != 0) {
      posix.changeModified(nanos);
    } else if ((which & MODIFIED_NOW) != 0) {
      posix.touch();
    }
  }
}
