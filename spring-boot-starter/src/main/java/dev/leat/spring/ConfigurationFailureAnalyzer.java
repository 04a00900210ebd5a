package dev.leat.spring;

import dev.leat.core.ConfigurationException;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Instead of a stack trace: what cannot work, a line each. */
final class ConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationException cause) {
        String problems = cause.problems().stream().collect(Collectors.joining("\n  - ", "\n  - ", "\n"));
        int number = cause.problems().size();
        return new FailureAnalysis(
                "Leat cannot work as it is set up:\n" + problems,
                number == 1
                        ? "Repair it as the line above says, and start again."
                        : "Repair each as its line above says, and start again; these are all " + number
                                + " that can be seen now.",
                cause);
    }
}
