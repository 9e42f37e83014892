package dog.rebe.sandbox.tree;

import dog.rebe.files.FileType;

/**
 * What a tree says of a node.
 *
 * @param type what it is
 * @param sizeBytes its length
 * @param modifiedNanos the last change of content, in nanoseconds since 1970-01-01T00:00Z
 * @param id the same for the same file, within a tree and as long as it is in use
 */
public record NodeAttributes(FileType type, long sizeBytes, long modifiedNanos, long id) {}
