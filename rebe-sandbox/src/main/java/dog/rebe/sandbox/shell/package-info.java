/** The part of the language of POSIX shells that scripts on machines are joined with. */
@NullMarked
package dog.rebe.sandbox.shell;

import org.jspecify.annotations.NullMarked;
