package dog.rebe.sandbox.wasi;

import dog.rebe.sandbox.tree.TreeDirectory;

/**
 * A tree that a guest finds under a path.
 *
 * @param guestPath absolute
 * @param tree its root
 */
public record Mount(String guestPath, TreeDirectory tree) {}
