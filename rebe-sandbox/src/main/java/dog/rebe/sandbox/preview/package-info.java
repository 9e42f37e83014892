/** What a command would do to a machine's files, as data, and how it is shown. */
@NullMarked
package dog.rebe.sandbox.preview;

import org.jspecify.annotations.NullMarked;
