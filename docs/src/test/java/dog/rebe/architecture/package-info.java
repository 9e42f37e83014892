/** The rules that every module keeps, read from the compiled classes and from the sources. */
@NullMarked
package dog.rebe.architecture;

import org.jspecify.annotations.NullMarked;
