/** Typed facts about a machine, and the commands that read them. */
@NullMarked
package dog.rebe.facts;

import org.jspecify.annotations.NullMarked;
