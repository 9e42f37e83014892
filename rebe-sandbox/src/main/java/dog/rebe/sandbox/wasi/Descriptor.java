package dog.rebe.sandbox.wasi;

import dog.rebe.sandbox.tree.Content;
import dog.rebe.sandbox.tree.TreeDirectory;
import dog.rebe.sandbox.tree.TreeEntry;
import dog.rebe.sandbox.tree.TreeNode;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a number that the guest holds stands for. */
abstract sealed class Descriptor {

  /** Standard input. */
  static final class Input extends Descriptor {
    final ByteBuffer rest;

    Input(ByteBuffer rest) {
      this.rest = rest;
    }
  }

  /** Standard output or standard error. */
  static final class Output extends Descriptor {
    final ByteSink sink;

    Output(ByteSink sink) {
      this.sink = sink;
    }
  }

  /** An open file. */
  static final class File extends Descriptor {
    final TreeNode node;
    final Content content;
    final boolean readable;
    final boolean writable;
    boolean appends;
    long at;

    File(TreeNode node, Content content, boolean readable, boolean writable, boolean appends) {
      this.node = node;
      this.content = content;
      this.readable = readable;
      this.writable = writable;
      this.appends = appends;
    }
  }

  /** An open directory: a root of its own, above which no path leads. */
  static final class Directory extends Descriptor {
    final TreeDirectory tree;

    /** The absolute path that the guest was told; empty if it opened the directory itself. */
    final String mount;

    @Nullable List<TreeEntry> listing;

    Directory(TreeDirectory tree, String mount) {
      this.tree = tree;
      this.mount = mount;
    }
  }
}
