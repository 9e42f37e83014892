/**
 * Checks a chronicle for somebody who trusts nobody but the owner of a public key: {@link
 * dog.rebe.verify.ChronicleCheck}.
 */
@NullMarked
package dog.rebe.verify;

import org.jspecify.annotations.NullMarked;
