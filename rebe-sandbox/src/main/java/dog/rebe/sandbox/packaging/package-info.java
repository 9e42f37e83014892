/**
 * How a plugin travels: one file with manifest, module, licence and signatures, a local store of
 * such packages, and whom to trust.
 */
@NullMarked
package dog.rebe.sandbox.packaging;

import org.jspecify.annotations.NullMarked;
