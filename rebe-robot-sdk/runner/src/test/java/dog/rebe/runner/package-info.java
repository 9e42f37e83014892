@NullMarked
package dog.rebe.runner;

import org.jspecify.annotations.NullMarked;
