/** Typed facts about a machine, and how they are read in one round trip. */
@NullMarked
package dog.rebe.facts;

import org.jspecify.annotations.NullMarked;
