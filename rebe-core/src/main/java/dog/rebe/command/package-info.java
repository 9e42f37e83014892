/**
 * What is to be run: {@link dog.rebe.command.Command} with its arguments, effect, limits, input and
 * decoder, and how a shell is told to run it.
 */
@NullMarked
package dog.rebe.command;

import org.jspecify.annotations.NullMarked;
