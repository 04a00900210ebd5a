package dev.leat.config;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Objects;

/**
 * Constraints of Jakarta Validation as a check of a configuration: {@code @Positive int ceiling} on a record, say. Needs {@code jakarta.validation-api} and a provider of it, which this
 * module does not bring.
 *
 * <pre>{@code
 * LiveConfig<OrderRules> rules = store.live("orders", OrderRules.class, new OrderRules(1_000))
 *         .check(BeanChecks.of(validator))
 *         .build();
 * }</pre>
 *
 * <p>From any thread.
 *
 * @since 0.1
 */
public final class BeanChecks {
    /** Texts of the constraints that every provider has; none of them quotes what was found. */
    private static final String STANDARD = "{jakarta.validation.constraints.";

    private BeanChecks() {}

    /**
     * All constraints of the default group, also of what is within ({@code @Valid}). A problem is the path, such as {@code delay.millis}, and the constraint's own message; where that may
     * quote the value that was found, which may be a secret, the name of the constraint instead.
     */
    public static ConfigCheck<Object> of(Validator validator) {
        Objects.requireNonNull(validator, "validator");
        return values -> problems(validator, values);
    }

    private static List<String> problems(Validator validator, Object values) {
        return validator.validate(values).stream()
                .map(BeanChecks::told)
                .sorted()
                .toList();
    }

    private static String told(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        String wrong = isWithoutValue(violation)
                ? violation.getMessage()
                : "breaks @"
                        + violation
                                .getConstraintDescriptor()
                                .getAnnotation()
                                .annotationType()
                                .getSimpleName();
        return path.isEmpty() ? wrong : path + ": " + wrong;
    }

    /** What stands in the annotation was written before there was a value. Not so what an expression or the validator itself has put together. */
    private static boolean isWithoutValue(ConstraintViolation<?> violation) {
        String template = violation.getMessageTemplate();
        boolean isOfTheAnnotation =
                template.equals(violation.getConstraintDescriptor().getMessageTemplate());
        boolean isFixed = !template.contains("$") && (!template.contains("{") || template.startsWith(STANDARD));
        return isOfTheAnnotation && isFixed;
    }
}
