/** Previews of commands: what they would do to the files of a machine, without doing it. */
@NullMarked
package dog.rebe.sandbox.previewer;

import org.jspecify.annotations.NullMarked;
