package dev.leat.core.internal;

import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.jspecify.annotations.Nullable;

/**
 * A broker does not take us for whom we say we are, or we do not take it for what it should be. Nothing that ends a group or a producer:
 * passwords and certificates are renewed while they run.
 *
 * @param cause among the causes of what has failed
 */
public record Refusal(AuthenticationException cause) {
    private static final int DEEPEST = 100;

    /** Empty if the failure has another reason. */
    public static Optional<Refusal> in(@Nullable Throwable failure) {
        return Optional.ofNullable(find(AuthenticationException.class, failure)).map(Refusal::new);
    }

    /** For a line of the log. */
    public String remedy() {
        if (cause instanceof SslAuthenticationException) {
            return ofTls();
        }
        if (cause instanceof UnsupportedSaslMechanismException) {
            return "the broker's listener does not offer this mechanism; choose one that it offers";
        }
        return cause instanceof SaslAuthenticationException
                ? "the broker refuses the login; mend user, password or mechanism. A password in a file is read anew at each login"
                : "the broker refuses us; mend the login or the certificate";
    }

    private String ofTls() {
        if (find(CertificateException.class, cause) != null) {
            return "we refuse the broker's certificate; give the authority that signed it, and reach the broker by a name that is in it";
        }
        SSLException alert = find(SSLException.class, cause);
        if (alert != null && String.valueOf(alert.getMessage()).contains("fatal alert")) {
            return "the broker refuses our certificate, or that there is none; give one that its authorities have signed and that has "
                    + "not expired. A certificate in a file is read anew for each connection";
        }
        return "broker and client do not agree on TLS; see that the port is one for TLS, and that both speak 1.2 or 1.3";
    }

    private static <T extends Throwable> @Nullable T find(Class<T> type, @Nullable Throwable failure) {
        int depth = 0; // causes may go round
        for (Throwable each = failure; each != null && depth < DEEPEST; each = each.getCause(), depth++) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }
}
