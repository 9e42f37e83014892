/** Previews of the steps of robots' plans, on the real files of their machines. */
@NullMarked
package dog.rebe.previews;

import org.jspecify.annotations.NullMarked;
