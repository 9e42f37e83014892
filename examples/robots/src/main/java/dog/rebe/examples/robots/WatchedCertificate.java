package dog.rebe.examples.robots;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * A file of certificates on a machine, of which the first is the machine's own.
 *
 * @param path the file
 * @param pem what is in it
 * @param subject whom it names; empty if it cannot be read
 * @param lastDay the last whole day, in UTC, on which it is valid
 * @param weakness why it is weak, in words; empty if it is not
 */
public record WatchedCertificate(
    String path, String pem, String subject, LocalDate lastDay, Optional<String> weakness) {

  /** Below this, RSA is no longer allowed: NIST SP 800-57 part 1, and the CA/Browser Forum. */
  static final int LEAST_RSA_BITS = 2048;

  static final int LEAST_EC_BITS = 256;

  /** Reads the first certificate of a file. One that cannot be read is weak, and has ended. */
  static WatchedCertificate parse(String path, String pem) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      return new WatchedCertificate(
          path,
          pem,
          certificate.getSubjectX500Principal().getName(),
          LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC).minusDays(1),
          weakness(certificate));
    } catch (CertificateException e) {
      return new WatchedCertificate(
          path, pem, "", LocalDate.EPOCH, Optional.of("it cannot be read"));
    }
  }

  private static Optional<String> weakness(X509Certificate certificate) {
    String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    if (signature.startsWith("SHA1") || signature.startsWith("MD")) {
      return Optional.of("it is signed by " + signature);
    }
    PublicKey key = certificate.getPublicKey();
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
      return Optional.of("its RSA key has " + rsa.getModulus().bitLength() + " bits");
    }
    if (key instanceof ECPublicKey ec
        && ec.getParams().getCurve().getField().getFieldSize() < LEAST_EC_BITS) {
      return Optional.of(
          "its key has " + ec.getParams().getCurve().getField().getFieldSize() + " bits");
    }
    return Optional.empty();
  }

  /** Why it should be renewed; empty if it should not. */
  Optional<String> reason(LocalDate today, long days) {
    if (weakness.isPresent()) {
      return weakness;
    }
    return lastDay.isBefore(today.plusDays(days))
        ? Optional.of("its last day is " + lastDay)
        : Optional.empty();
  }
}
