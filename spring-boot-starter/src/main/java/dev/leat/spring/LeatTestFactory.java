package dev.leat.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.util.ClassUtils;

/** Finds {@link LeatTest} on a test class, or on one around it. */
final class LeatTestFactory implements ContextCustomizerFactory {
    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configurations) {
        LeatTest test = TestContextAnnotationUtils.findMergedAnnotation(testClass, LeatTest.class);
        if (test == null) {
            return null;
        }
        if (test.broker()) {
            need(testClass, "@LeatTest(broker = true)", "dev.leat.embedded.Embedded", "leat-embedded");
            return new OnEmbedded();
        }
        need(testClass, "@LeatTest", "dev.leat.testkit.TestKafka", "leat-testkit");
        return new OnTestKafka();
    }

    private static void need(Class<?> testClass, String annotation, String type, String artifact) {
        if (!ClassUtils.isPresent(type, testClass.getClassLoader())) {
            throw new IllegalStateException(testClass.getTypeName() + " has " + annotation + ", which needs dev.leat:"
                    + artifact + "; add it as a dependency of scope test");
        }
    }
}
