/** The table of faults, and the tests that hold each row. */
@NullMarked
package dog.rebe.faults;

import org.jspecify.annotations.NullMarked;
