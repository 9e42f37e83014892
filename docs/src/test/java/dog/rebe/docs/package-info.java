/** Compiles and runs the code of README.md and of the pages in docs. */
@NullMarked
package dog.rebe.docs;

import org.jspecify.annotations.NullMarked;
