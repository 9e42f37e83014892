package dog.rebe.sandbox.overlay;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FilePath;
import dog.rebe.sandbox.tree.Name;
import org.jspecify.annotations.Nullable;

/**
 * Where a node of the overlay comes from.
 *
 * @param path its path on the machine
 * @param attributes what the machine said of it
 * @param parent the folder in which it was; null for the root
 * @param name its name there; null for the root
 */
record Origin(
    FilePath path,
    FileAttributes attributes,
    @Nullable OverlayDirectory parent,
    @Nullable Name name) {}
