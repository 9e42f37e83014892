/**
 * Decoders for tools that print only text. What stands here is translated to WebAssembly, and runs
 * as guests of a plugin host; nothing of rebe is needed to write one.
 */
@NullMarked
package dog.rebe.examples.plugins;

import org.jspecify.annotations.NullMarked;
