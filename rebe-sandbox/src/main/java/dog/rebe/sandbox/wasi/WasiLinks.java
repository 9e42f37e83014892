package dog.rebe.sandbox.wasi;

import dog.rebe.sandbox.engine.GuestMemory;
import dog.rebe.sandbox.tree.Spot;
import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeFault;
import dog.rebe.sandbox.tree.TreeNode;

/** More names for a file, where the tree can have them. */
final class WasiLinks {

  private static final int FOLLOW = 1;

  private final Descriptors descriptors;

  WasiLinks(Descriptors descriptors) {
    this.descriptors = descriptors;
  }

  void addTo(WasiTable table) {
    table.add("path_link", "iiiiiii:i", this::link);
  }

  private void link(GuestMemory memory, long[] a) throws WasiException, TreeException {
    TreeNode node = descriptors.spot(memory, a[0], a[2], a[3], (a[1] & FOLLOW) != 0).existing();
    Spot to = descriptors.spot(memory, a[4], a[5], a[6], false);
    if (to.node().isPresent()) {
      throw new TreeException(TreeFault.EXISTS);
    }
    to.parent().link(to.entryName(), node);
  }
}
