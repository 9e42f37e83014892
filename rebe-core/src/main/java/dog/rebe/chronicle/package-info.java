/** The append-only record of what was intended and what became of it. */
@NullMarked
package dog.rebe.chronicle;

import org.jspecify.annotations.NullMarked;
