/**
 * The append-only record of what was intended and what became of it: {@link
 * dog.rebe.chronicle.Chronicle} and its file of JSON lines.
 */
@NullMarked
package dog.rebe.chronicle;

import org.jspecify.annotations.NullMarked;
