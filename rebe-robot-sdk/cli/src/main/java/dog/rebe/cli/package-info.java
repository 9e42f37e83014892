/** The command line. */
@NullMarked
package dog.rebe.cli;

import org.jspecify.annotations.NullMarked;
