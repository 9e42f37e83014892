/** What became of a command: success or failure, with evidence and an explanation. */
@NullMarked
package dog.rebe.outcome;

import org.jspecify.annotations.NullMarked;
