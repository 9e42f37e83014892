/**
 * The corridor that a command travels, from a caller to a transport and back: {@link
 * dog.rebe.execution.CommandExecutor}, its calls and fleet runs, and the {@link
 * dog.rebe.execution.Transport} that third parties implement.
 */
@NullMarked
package dog.rebe.execution;

import org.jspecify.annotations.NullMarked;
