/** Reading and moving the files of a node. */
@NullMarked
package dog.rebe.files;

import org.jspecify.annotations.NullMarked;
