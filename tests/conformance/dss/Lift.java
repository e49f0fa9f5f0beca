import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.service.crl.OnlineCRLSource;
import eu.europa.esig.dss.service.http.commons.TimestampDataLoader;
import eu.europa.esig.dss.service.ocsp.OnlineOCSPSource;
import eu.europa.esig.dss.service.tsp.OnlineTSPSource;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lift LIST: a line for each file, "anchor TAB address of a time-stamping authority TAB level TAB file TAB where to write it".
 * Prints a line for each: file TAB "" or what went wrong.
 */
public class Lift {
  public static void main(String[] arguments) throws Exception {
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String[] task = line.split("\t");
      String wrong = "";
      try {
        lift(task);
      } catch (Exception error) {
        wrong = String.valueOf(error).replaceAll("[\\t\\r\\n]+", " ");
      }
      System.out.println(task[4] + "\t" + wrong);
    }
  }

  private static void lift(String[] task) throws Exception {
    var trusted = new CommonTrustedCertificateSource();
    trusted.addCertificate(DSSUtils.loadCertificate(new File(task[0])));
    var verifier = new CommonCertificateVerifier();
    verifier.setTrustedCertSources(trusted);
    verifier.setCrlSource(new OnlineCRLSource());
    verifier.setOcspSource(new OnlineOCSPSource());
    var service = new PAdESService(verifier);
    service.setTspSource(new OnlineTSPSource(task[1], new TimestampDataLoader()));
    var parameters = new PAdESSignatureParameters();
    parameters.setSignatureLevel(SignatureLevel.valueByName("PAdES-BASELINE-" + task[2].substring(2)));
    DSSDocument made = service.extendDocument(new FileDocument(task[3]), parameters);
    made.save(task[4]);
  }
}
