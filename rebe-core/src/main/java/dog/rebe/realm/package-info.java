/**
 * An owner's unit of trust: {@link dog.rebe.realm.Realm} and the {@linkplain
 * dog.rebe.realm.RealmFolder folder} that it is loaded from.
 */
@NullMarked
package dog.rebe.realm;

import org.jspecify.annotations.NullMarked;
