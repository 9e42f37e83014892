/**
 * The functions of {@code wasi_snapshot_preview1}, ours from the first to the last: over our own
 * trees of files, our own limits, and nothing of the machine.
 */
@NullMarked
package dog.rebe.sandbox.wasi;

import org.jspecify.annotations.NullMarked;
