package dev.leat.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.listener.Listener;
import dev.leat.listener.ListenerReport;
import dev.leat.listener.Listeners;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which beans get messages. */
class FoundBeansTest extends OnWeld {
    @Dependent
    static class Billing {
        @Listener(topics = "orders", group = "g")
        void on(String value) {
            SEEN.add(getClass().getSimpleName() + " " + value);
        }
    }

    private void handle(Class<?>... beans) {
        run(beans);
        send("a");
        kafka.run();
    }

    private static List<String> places(SeContainer application) {
        return application.select(Listeners.class).get().report().listeners().stream()
                .map(ListenerReport.Method::place)
                .toList();
    }

    @Vetoed
    @ApplicationScoped
    static class Forbidden extends Billing {}

    @Test
    void oneThatIsVetoedIsNotCalled() {
        handle(Billing.class, Forbidden.class);

        assertThat(SEEN).containsExactly("Billing a");
    }

    @Alternative
    @ApplicationScoped
    static class Fake extends Billing {}

    @Test
    void anAlternativeThatIsNotSelectedIsNotCalled() {
        handle(Billing.class, Fake.class);

        assertThat(SEEN).containsExactly("Billing a");
    }

    @Test
    void anAlternativeThatIsSelectedTakesThePlaceOfWhatItExtends() {
        run(application(Billing.class, Fake.class).selectAlternatives(Fake.class));
        send("a");
        kafka.run();

        assertThat(SEEN).containsExactly("Fake a");
    }

    @Specializes
    static class Special extends Billing {}

    @Test
    void oneThatSpecializesAnotherTakesItsPlace() {
        handle(Billing.class, Special.class);

        assertThat(SEEN).containsExactly("Special a");
    }

    @ApplicationScoped
    static class European extends Billing {}

    @ApplicationScoped
    static class American extends Billing {}

    @Test
    void subclassesThatAreBeansAreCalledEach() {
        handle(European.class, American.class);

        assertThat(SEEN).containsExactlyInAnyOrder("European a", "American a");
    }

    @Stereotype
    @ApplicationScoped
    @Named
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Desk {}

    @Desk
    static class AtADesk {
        @Listener(topics = "orders", group = "g")
        void on(String value) {
            SEEN.add("at a desk " + value);
        }
    }

    @Test
    void aStereotypeSaysTheScope() {
        handle(AtADesk.class);

        assertThat(SEEN).containsExactly("at a desk a");
    }

    @Singleton
    static class Factory {
        @Produces
        @ApplicationScoped
        Made made() {
            return new Made("made");
        }
    }

    static class Made {
        private final String name;

        Made() {
            this("");
        }

        Made(String name) {
            this.name = name;
        }

        @Listener(topics = "orders", group = "g")
        final void on(String value) {
            SEEN.add(name + " " + value);
        }
    }

    @Test
    void whatAProducerMakesIsCalledAlsoInFinalMethods() {
        handle(Factory.class);

        assertThat(SEEN).containsExactly("made a");
    }

    @ApplicationScoped
    static class Injecting {
        @Listener(topics = "orders", group = "g")
        void on(String value) {}

        @Produces
        @Named("one")
        @Dependent
        Billing one() {
            return new Billing();
        }
    }

    @Test
    void twoBeansOfOneClassAreAProblem() {
        assertThatThrownBy(() -> run(Injecting.class, Billing.class))
                .hasMessageContaining("dev.leat.cdi.FoundBeansTest$Billing is two beans with listener methods, ")
                .hasMessageContaining("Managed Bean [class dev.leat.cdi.FoundBeansTest$Billing]")
                .hasMessageContaining("Injecting.one()")
                .hasMessageContaining("each message would be handled twice, so keep one of them");
    }

    @Test
    void theReportNamesThemByTheirClass() {
        SeContainer application = run(Billing.class);

        assertThat(places(application)).containsExactly("dev.leat.cdi.FoundBeansTest$Billing#on");
    }

    /** What the container cannot make. */
    static class Lost {
        Lost(String name) {}

        @Listener(topics = "orders", group = "g")
        void on(String value) {}
    }

    @Test
    void aClassThatIsNoBeanIsKnown() {
        FoundBeans found = new FoundBeans();
        try (SeContainer application = application(Billing.class, European.class, Lost.class, Forbidden.class)
                .addExtensions(new Watching(found))
                .initialize()) {
            assertThat(application.isRunning()).isTrue();
        }

        assertThat(found.deaf()).containsExactly(Lost.class);
    }
}
