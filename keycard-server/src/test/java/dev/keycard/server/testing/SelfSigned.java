package dev.keycard.server.testing;

import dev.keycard.server.http.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A certificate for {@code localhost} that only those trust who are given it. */
public final class SelfSigned {

    private static final AlgorithmIdentifier ECDSA = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final KeyPair keys;
    private final X509Certificate certificate;

    public SelfSigned() throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        keys = generator.generateKeyPair();
        certificate = sign(toBeSigned());
    }

    /** Writes {@code certificate.pem} and {@code key.pem} into the folder. */
    public Tls writeTo(Path folder) throws GeneralSecurityException, IOException {
        Path certificateFile = folder.resolve("certificate.pem");
        Path keyFile = folder.resolve("key.pem");
        Files.writeString(certificateFile, pem("CERTIFICATE", certificate.getEncoded()));
        Files.writeString(keyFile, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        return new Tls(certificateFile, keyFile);
    }

    /** For clients that trust this certificate alone. */
    public SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("it", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private TBSCertificate toBeSigned() throws IOException {
        Instant now = Instant.now();
        V3TBSCertificateGenerator form = new V3TBSCertificateGenerator();
        form.setSerialNumber(new ASN1Integer(BigInteger.ONE));
        form.setIssuer(new X500Name("CN=localhost"));
        form.setSubject(new X500Name("CN=localhost"));
        form.setStartDate(new Time(Date.from(now.minus(Duration.ofDays(1)))));
        form.setEndDate(new Time(Date.from(now.plus(Duration.ofDays(1)))));
        form.setSignature(ECDSA);
        form.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        GeneralNames names = new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost"));
        form.setExtensions(new Extensions(new Extension(Extension.subjectAlternativeName, false, names.getEncoded())));
        return form.generateTBSCertificate();
    }

    private X509Certificate sign(TBSCertificate form) throws GeneralSecurityException, IOException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(form.getEncoded("DER"));
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(form);
        parts.add(ECDSA);
        parts.add(new DERBitString(signature.sign()));
        byte[] der = new DERSequence(parts).getEncoded("DER");
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }
}
