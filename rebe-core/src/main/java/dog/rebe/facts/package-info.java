/**
 * Typed facts about a machine, and how they are read in one round trip: {@link
 * dog.rebe.facts.Facts} makes the command, {@link dog.rebe.facts.MachineFacts} is its value, and
 * each {@link dog.rebe.facts.Fact} is known or says why it is not.
 */
@NullMarked
package dog.rebe.facts;

import org.jspecify.annotations.NullMarked;
