@NullMarked
package dog.rebe.examples.robots;

import org.jspecify.annotations.NullMarked;
