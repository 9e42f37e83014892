/** Programs to read and to run. */
@NullMarked
package dog.rebe.examples;

import org.jspecify.annotations.NullMarked;
