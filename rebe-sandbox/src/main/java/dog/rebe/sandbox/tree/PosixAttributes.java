package dog.rebe.sandbox.tree;

import dog.rebe.files.FileType;

/**
 * What POSIX knows of a file.
 *
 * @param type what it is
 * @param mode the permission bits, octal 0 to 7777
 * @param userId the owner
 * @param groupId the group
 * @param links how many names in this tree are known
 * @param sizeBytes its length
 * @param modifiedNanos the last change of content, in nanoseconds since 1970-01-01T00:00Z
 * @param id the same for the same file
 */
public record PosixAttributes(
    FileType type,
    int mode,
    long userId,
    long groupId,
    int links,
    long sizeBytes,
    long modifiedNanos,
    long id) {}
