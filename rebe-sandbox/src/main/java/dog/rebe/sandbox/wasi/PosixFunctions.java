package dog.rebe.sandbox.wasi;

import dog.rebe.sandbox.engine.GuestMemory;
import dog.rebe.sandbox.engine.HostFunction;
import dog.rebe.sandbox.tree.PosixAttributes;
import dog.rebe.sandbox.tree.PosixNode;
import dog.rebe.sandbox.tree.TreeDirectory;
import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeFile;
import dog.rebe.sandbox.tree.TreeNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What WASI preview 1 leaves out of POSIX and commands need: modes, owners, the content of one file
 * as that of another, and how to give up.
 */
public final class PosixFunctions {

  /** The name of the import module. */
  public static final String MODULE = "rebe_posix_1";

  private static final int FOLLOW = 1;
  private static final int ATTRIBUTES_BYTES = 48;
  private static final int MAX_REASON_BYTES = 1000;
  private static final long KEEP = 0xFFFF_FFFFL;

  /** Who takes the calls that concern no single file. */
  public interface Host {
    /** The command would do something that nobody can tell; returns what ends the guest. */
    RuntimeException cannotTell(String reason);

    /** The command will walk a whole folder. */
    void willWalk(TreeDirectory directory);

    /** Gives a file the content of another without reading it. */
    void copyContent(TreeFile from, TreeFile to) throws TreeException;
  }

  private final Descriptors descriptors;
  private final Host host;

  PosixFunctions(Descriptors descriptors, Host host) {
    this.descriptors = descriptors;
    this.host = host;
  }

  List<HostFunction> functions() {
    WasiTable table = new WasiTable(MODULE);
    table.add("attributes", "iiiii:i", this::attributes);
    table.add(
        "change_mode", "iiiii:i", (memory, a) -> node(memory, a).changeMode((int) a[4] & 07777));
    table.add(
        "change_owner",
        "iiiiii:i",
        (memory, a) -> node(memory, a).changeOwner(number(a[4]), number(a[5])));
    table.add(
        "copy_content",
        "ii:i",
        (memory, a) ->
            host.copyContent(file(a[0], /* written= */ false), file(a[1], /* written= */ true)));
    table.add(
        "will_walk",
        "iii:i",
        (memory, a) -> {
          if (descriptors.spot(memory, a[0], a[1], a[2], false).existing()
              instanceof TreeDirectory directory) {
            host.willWalk(directory);
          }
        });
    table.add(
        "cannot_tell",
        "ii:i",
        (memory, a) -> {
          int length = (int) Math.min(Integer.toUnsignedLong((int) a[1]), MAX_REASON_BYTES);
          byte[] reason = memory.read((int) a[0], length);
          throw host.cannotTell(new String(reason, StandardCharsets.UTF_8));
        });
    return table.functions();
  }

  private static long number(long id) {
    long unsigned = id & KEEP;
    return unsigned == KEEP ? -1 : unsigned;
  }

  /** Flags, then the path: as in WASI's own functions on a path. */
  private PosixNode node(GuestMemory memory, long[] a) throws WasiException, TreeException {
    TreeNode node = descriptors.spot(memory, a[0], a[2], a[3], (a[1] & FOLLOW) != 0).existing();
    if (node instanceof PosixNode posix) {
      return posix;
    }
    throw new WasiException(Errno.NOTSUP);
  }

  private TreeFile file(long number, boolean written) throws WasiException {
    Descriptor.File file = descriptors.file(number);
    if (file.node instanceof TreeFile node && (written ? file.writable : file.readable)) {
      return node;
    }
    throw new WasiException(Errno.BADF);
  }

  private void attributes(GuestMemory memory, long[] a) throws WasiException, TreeException {
    PosixAttributes of = node(memory, a).posix();
    int at = (int) a[4];
    memory.write(at, new byte[ATTRIBUTES_BYTES]);
    memory.writeInt(at, FileStat.typeNumber(of.type()));
    memory.writeInt(at + 4, of.mode());
    memory.writeInt(at + 8, (int) of.userId());
    memory.writeInt(at + 12, (int) of.groupId());
    memory.writeInt(at + 16, of.links());
    memory.writeLong(at + 24, of.sizeBytes());
    memory.writeLong(at + 32, of.modifiedNanos());
    memory.writeLong(at + 40, of.id());
  }
}
