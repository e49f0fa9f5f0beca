import eu.europa.esig.dss.service.crl.OnlineCRLSource;
import eu.europa.esig.dss.service.ocsp.OnlineOCSPSource;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Judge LIST: a line for each file, "anchor TAB online|offline TAB file"; anchors are certificates (PEM or DER).
 * Prints a line for each signature: file TAB level TAB indication TAB subindication TAB errors. A file without any
 * signature gets one line with the level UNSIGNED, one that cannot be read UNREADABLE.
 */
public class Judge {
  public static void main(String[] arguments) throws Exception {
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String[] task = line.split("\t");
      try {
        judge(DSSUtils.loadCertificate(new File(task[0])), task[1].equals("online"), task[2]);
      } catch (Exception error) {
        say(task[2], "UNREADABLE", "", "", String.valueOf(error));
      }
    }
  }

  private static void judge(CertificateToken anchor, boolean online, String file) {
    var trusted = new CommonTrustedCertificateSource();
    trusted.addCertificate(anchor);
    var verifier = new CommonCertificateVerifier();
    verifier.setTrustedCertSources(trusted);
    if (online) {
      verifier.setCrlSource(new OnlineCRLSource());
      verifier.setOcspSource(new OnlineOCSPSource());
    }
    var validator = SignedDocumentValidator.fromDocument(new FileDocument(file));
    validator.setCertificateVerifier(verifier);
    SimpleReport report = validator.validateDocument().getSimpleReport();
    if (report.getSignaturesCount() == 0) {
      say(file, "UNSIGNED", "", "", "");
    }
    for (String id : report.getSignatureIdList()) {
      List<String> errors = new ArrayList<>();
      report.getAdESValidationErrors(id).forEach(message -> errors.add(message.getValue()));
      say(file, String.valueOf(report.getSignatureFormat(id)), String.valueOf(report.getIndication(id)),
          report.getSubIndication(id) == null ? "" : report.getSubIndication(id).toString(), String.join("; ", errors));
    }
  }

  private static void say(String... parts) {
    for (int i = 0; i < parts.length; i++) {
      parts[i] = parts[i].replaceAll("[\\t\\r\\n]+", " ");
    }
    System.out.println(String.join("\t", parts));
  }
}
