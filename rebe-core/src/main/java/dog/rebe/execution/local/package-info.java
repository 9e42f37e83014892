/**
 * This machine as a node: {@link dog.rebe.execution.local.LocalTransport} runs commands without
 * SSH, by the same scripts as on any other node.
 */
@NullMarked
package dog.rebe.execution.local;

import org.jspecify.annotations.NullMarked;
