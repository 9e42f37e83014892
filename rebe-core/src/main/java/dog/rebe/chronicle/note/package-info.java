/**
 * Signed notes and checkpoints as C2SP's signed-note, tlog-checkpoint and tlog-cosignature write
 * them, with Ed25519 (RFC 8032).
 */
@NullMarked
package dog.rebe.chronicle.note;

import org.jspecify.annotations.NullMarked;
