/** A stranger's project on the module path, against the jars that this build made. */
@NullMarked
package dog.rebe.consumer;

import org.jspecify.annotations.NullMarked;
