package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void itIsFoundAmongTheCauses() {
        SaslAuthenticationException wrong = new SaslAuthenticationException("wrong");

        assertThat(Refusal.in(wrong)).hasValue(new Refusal(wrong));
        assertThat(Refusal.in(new KafkaException("no", new ExecutionException(wrong))))
                .hasValue(new Refusal(wrong));
        assertThat(Refusal.in(new TimeoutException("late"))).isEmpty();
        assertThat(Refusal.in(null)).isEmpty();
    }

    @Test
    void theRemedyForALoginNamesWhatMayBeWrong() {
        assertThat(remedy(new SaslAuthenticationException("wrong"))).contains("user, password", "read anew");
        assertThat(remedy(new UnsupportedSaslMechanismException("none"))).contains("mechanism");
        assertThat(remedy(new IllegalSaslStateException("none"))).contains("login or the certificate");
    }

    @Test
    void theRemedyForTlsNamesTheSideThatRefuses() {
        SSLHandshakeException ours = new SSLHandshakeException("no path");
        ours.initCause(new CertificateException("no path"));
        SSLHandshakeException theirs = new SSLHandshakeException("Received fatal alert: certificate_required");
        SSLHandshakeException neither = new SSLHandshakeException("no cipher suites in common");

        assertThat(remedy(new SslAuthenticationException("failed", ours)))
                .contains("we refuse the broker's certificate");
        assertThat(remedy(new SslAuthenticationException("failed", theirs)))
                .contains("the broker refuses our certificate");
        assertThat(remedy(new SslAuthenticationException("failed", neither))).contains("do not agree");
    }

    private static String remedy(AuthenticationException failure) {
        return new Refusal(failure).remedy();
    }
}
