package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leat.core.ConfigurationException;
import dev.leat.testkit.TestKafka;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BeanChecksTest {
    private static final String SECRET = "hunter2";

    private final ValidatorFactory factory = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator()) // the other one wants a language of expressions
            .buildValidatorFactory();
    private final Validator validator = factory.getValidator();

    @AfterEach
    void close() {
        factory.close();
    }

    @Test
    void eachProblemNamesItsPath() {
        Rules bad = new Rules(0, new Delay(-7), List.of("DE", " "));

        assertThat(BeanChecks.of(validator).problems(bad))
                .containsExactly(
                        "ceiling: must be greater than 0",
                        "delay.millis: must be greater than or equal to 0",
                        "refusedCountries[1].<list element>: must not be blank");
        assertThat(BeanChecks.of(validator).problems(new Rules(1, new Delay(0), List.of())))
                .isEmpty();
    }

    @Test
    void whatAConstraintSaysOfTheValueIsNotPassedOn() {
        List<String> problems = BeanChecks.of(validator).problems(new Login(SECRET, SECRET, SECRET));

        assertThat(problems)
                .containsExactly("password: breaks @Unquoted", "pin: must be four digits", "token: breaks @Pattern");
        assertThat(problems.toString()).doesNotContain(SECRET);
    }

    @Test
    void aVersionThatBreaksThemIsNeitherPublishedNorApplied() throws InterruptedException {
        try (TestKafka kafka = TestKafka.create();
                ConfigStore instance = ConfigStore.on(kafka.leat()).build();
                ConfigStore other =
                        ConfigStore.on(kafka.leat(settings -> settings)).build()) {
            Rules defaults = new Rules(1_000, new Delay(0), List.of());
            LiveConfig<Rules> rules = instance.live("orders", Rules.class, defaults)
                    .check(BeanChecks.of(validator))
                    .build();
            instance.start();

            assertThatExceptionOfType(ConfigRejectedException.class)
                    .isThrownBy(() -> instance.publish(Publication.patch("orders", Map.of("ceiling", -5))))
                    .withMessageContaining("ceiling: must be greater than 0");
            other.publish(Publication.patch("orders", Map.of("ceiling", -5))); // knows nothing of constraints
            kafka.run();

            assertThat(rules.get()).isEqualTo(defaults);
            assertThat(rules.rejection())
                    .hasValueSatisfying(
                            rejection -> assertThat(rejection.reason()).isEqualTo("ceiling: must be greater than 0"));
        }
    }

    @Test
    void defaultsAreCheckedToo() {
        try (TestKafka kafka = TestKafka.create();
                ConfigStore store = ConfigStore.on(kafka.leat()).build()) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> store.live("orders", Rules.class, new Rules(0, new Delay(0), List.of()))
                            .check(BeanChecks.of(validator))
                            .build())
                    .withMessageContaining("ceiling: must be greater than 0");
        }
    }

    record Rules(@Positive int ceiling, @Valid Delay delay, List<@NotBlank String> refusedCountries) {}

    record Delay(@PositiveOrZero int millis) {}

    record Login(
            @Unquoted String password,

            @Pattern(regexp = "[0-9]{4}", message = "must be four digits")
            String pin,

            @Pattern(regexp = "[0-9]+", message = "${validatedValue} is none")
            String token) {}

    @Constraint(validatedBy = Quoting.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Unquoted {
        String message() default "is wrong";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** As some do: it says what it has found. */
    public static final class Quoting implements ConstraintValidator<Unquoted, String> {
        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(value + " is wrong").addConstraintViolation();
            return false;
        }
    }
}
