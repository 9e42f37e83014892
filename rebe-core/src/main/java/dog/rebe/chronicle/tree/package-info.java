/**
 * The Merkle tree of RFC 9162: {@linkplain dog.rebe.chronicle.tree.TreeHash hashes}, {@linkplain
 * dog.rebe.chronicle.tree.InclusionProof inclusion} and {@linkplain
 * dog.rebe.chronicle.tree.ConsistencyProof consistency} proofs, and the {@linkplain
 * dog.rebe.chronicle.tree.TileFolder tiles} of C2SP tlog-tiles that it is kept in.
 */
@NullMarked
package dog.rebe.chronicle.tree;

import org.jspecify.annotations.NullMarked;
