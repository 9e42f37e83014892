/**
 * The offline verifier of chronicles. It stands alone: it shares no code with what writes them, and
 * needs no network.
 */
module dog.rebe.verify {
  requires static org.jspecify;

  exports dog.rebe.verify;
}
