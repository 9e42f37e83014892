@NullMarked
package dog.rebe.policy;

import org.jspecify.annotations.NullMarked;
