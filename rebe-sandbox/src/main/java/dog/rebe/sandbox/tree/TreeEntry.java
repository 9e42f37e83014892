package dog.rebe.sandbox.tree;

import dog.rebe.files.FileType;

/**
 * An entry of a directory.
 *
 * @param name its name
 * @param type what it is
 * @param id see {@link NodeAttributes#id}
 */
public record TreeEntry(Name name, FileType type, long id) {}
