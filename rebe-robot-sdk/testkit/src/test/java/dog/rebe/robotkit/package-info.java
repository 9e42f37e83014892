@NullMarked
package dog.rebe.robotkit;

import org.jspecify.annotations.NullMarked;
