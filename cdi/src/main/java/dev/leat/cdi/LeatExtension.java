package dev.leat.cdi;

import dev.leat.core.Leat;
import dev.leat.listener.KafkaClients;
import dev.leat.listener.Listener;
import dev.leat.listener.Listeners;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.interceptor.Interceptor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes listeners of the beans of Jakarta CDI (4.0 and later): those with {@link Listener} methods are found, checked while the application is deployed, started after it, and
 * drained before its beans go. The container finds this class by itself.
 *
 * <p>How long the object lives that is called is the bean's scope to say; the request scope is that of the message, a {@link MessageRequest}.
 *
 * <p>To be injected: {@link Listeners}, the {@link Leat}, {@link KafkaClients}, and by type and name whatever these have: {@code @Inject Producer<String, Order>}, {@code
 * @Inject @Named("audit") Admin}; with {@code leat-config} also a started {@code ConfigStore}, whose namespaces are in MicroProfile Config by {@link LeatConfigSource}. Where the application has a bean of its own of such a type, that is taken; and its {@link dev.leat.listener.Configuration}, in the place of
 * MicroProfile's, or of system properties and the environment. {@link dev.leat.core.LeatBuilder}, {@link dev.leat.listener.KafkaClientsBuilder} and {@link
 * dev.leat.listener.ListenersBuilder} are fired as events before they build, for observers to add to.
 *
 * <p>Whatever is wrong with listeners or their configuration is a problem of the deployment, with all messages.
 *
 * @since 0.1
 */
public final class LeatExtension implements Extension {
    /** Not the lowest and highest there are, by which Weld counts wrong. */
    private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE;

    private static final int LAST = Interceptor.Priority.PLATFORM_AFTER + 999;

    private final FoundBeans found = new FoundBeans();
    private volatile @Nullable Hosted hosted;

    void seen(@Observes @WithAnnotations({Listener.class, Listener.Several.class}) ProcessAnnotatedType<?> event) {
        found.add(event.getAnnotatedType());
    }

    void found(@Observes ProcessBean<?> event) {
        found.add(event);
    }

    void injected(@Observes ProcessInjectionPoint<?, ?> event) {
        found.add(event.getInjectionPoint());
    }

    void add(@Observes AfterBeanDiscovery event, BeanManager beans) {
        Hosted made = new Hosted(found, beans);
        hosted = made;
        event.addContext(new MessageRequests());
        if (!found.has(Leat.class)) {
            event.addBean(GivenBean.of(Leat.class, made::ownLeat));
        }
        if (!found.has(KafkaClients.class)) {
            event.addBean(GivenBean.of(KafkaClients.class, made::clients));
        }
        if (LiveStore.isThere()) {
            LiveStore.addTo(event, found, made);
        }
        if (found.hasListeners()) {
            event.addBean(GivenBean.of(Listeners.class, made::listeners));
        }
        found.clients().keySet().forEach(wanted -> event.addBean(wanted.bean(made)));
    }

    private Hosted hosted() {
        return Objects.requireNonNull(hosted, "hosted");
    }

    /** Before all others, such as MicroProfile's own, which looks whether there is a value wherever one is injected. */
    void live(@Observes @Priority(FIRST) AfterDeploymentValidation event) {
        try {
            hosted().connectSource();
        } catch (RuntimeException e) {
            event.addDeploymentProblem(e);
        }
    }

    /** After all others: nothing is made for an application that will not run. */
    void check(@Observes @Priority(LAST) AfterDeploymentValidation event) {
        try {
            hosted().build();
        } catch (RuntimeException e) {
            event.addDeploymentProblem(e);
        }
    }

    /** After the application's own observers, which may have something to prepare. */
    void start(@Observes @Priority(LAST) Startup event) {
        hosted().start();
    }

    /** Before the application's own observers, which may close what listeners use. */
    void stop(@Observes @Priority(FIRST) Shutdown event) {
        close();
    }

    /** A container that has not come as far as to start, or to tell of its shutdown. */
    void end(@Observes BeforeShutdown event) {
        close();
    }

    private void close() {
        Hosted now = hosted;
        if (now != null) {
            now.close();
        }
    }
}
