package dev.leat.embedded;

import dev.leat.core.Leat;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;

/** What stands behind {@link EmbeddedKafka}. */
final class EmbeddedKafkaExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(EmbeddedKafkaExtension.class);
    private static final Duration LEAK_GRACE = Duration.ofSeconds(2);

    @Override
    public void beforeAll(ExtensionContext context) {
        if (checksLeaks(context)) {
            context.getStore(NAMESPACE).put(LeakCheck.class, LeakCheck.begin());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        // Taken out, so that a nested class does not find the check of the class around it.
        var check = context.getStore(NAMESPACE).remove(LeakCheck.class, LeakCheck.class);
        if (check != null) {
            check.end(context.getDisplayName(), Deadline.in(LEAK_GRACE));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Embedded.class || type == Leat.class || type == TestNames.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Embedded.class) {
            return shared(context);
        }
        return type == Leat.class ? leat(context) : names(context);
    }

    /** The session's store closes it after the last test; that of the root would after each class, where Surefire runs several JVMs. */
    private static Embedded shared(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(Embedded.class, key -> Embedded.start(), Embedded.class);
    }

    /** One for a test and what runs before and after it; the store closes it, and whatever was made from it. */
    private static Leat leat(ExtensionContext context) {
        String key = Leat.class + context.getUniqueId();
        return context.getStore(NAMESPACE).computeIfAbsent(key, unused -> quickToClose(shared(context)), Leat.class);
    }

    /** Kafka's consumer waits, when it is closed, for the fetch that is on its way; brokers keep one half a second by default. */
    private static Leat quickToClose(Embedded kafka) {
        return Leat.builder()
                .properties(kafka.clientProperties())
                .property("fetch.max.wait.ms", 50)
                .build();
    }

    /** One for a test and what runs before and after it; another for the class as a whole. */
    private static TestNames names(ExtensionContext context) {
        var key = TestNames.class + context.getUniqueId();
        return context.getStore(NAMESPACE).computeIfAbsent(key, unused -> newNames(context), TestNames.class);
    }

    private static TestNames newNames(ExtensionContext context) {
        var type = context.getTestClass().map(Class::getSimpleName);
        var method = context.getTestMethod().map(Method::getName);
        return new TestNames(type.orElse(""), method.orElse(""), () -> shared(context));
    }

    private static boolean checksLeaks(ExtensionContext context) {
        return context.getExecutionMode() == ExecutionMode.SAME_THREAD && isWanted(context);
    }

    private static boolean isWanted(ExtensionContext context) {
        Optional<AnnotatedElement> type = context.getElement();
        var annotation = AnnotationSupport.findAnnotation(type, EmbeddedKafka.class);
        return annotation.isPresent()
                ? annotation.get().leakCheck()
                : context.getParent().map(EmbeddedKafkaExtension::isWanted).orElse(true);
    }
}
