@NullMarked
package dog.rebe.robot;

import org.jspecify.annotations.NullMarked;
