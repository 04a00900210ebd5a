package dev.leat.cdi;

import dev.leat.core.Leat;
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
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import org.jspecify.annotations.Nullable;

/**
 * Makes listeners of the beans of Jakarta CDI (4.0 and later): those with {@link Listener} methods are found, checked while the application is deployed, started after it, and
 * drained before its beans go. The container finds this class by itself.
 *
 * <p>How long the object lives that is called is the bean's scope to say; the request scope is that of the message, a {@link MessageRequest}.
 *
 * <p>Beans of the application that are asked for: a {@link Leat}, a {@link dev.leat.listener.Configuration}. An observer of {@link
 * dev.leat.listener.ListenersBuilder} may add what it likes. To be injected: {@link Listeners}.
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

    void add(@Observes AfterBeanDiscovery event) {
        event.addContext(new MessageRequests());
        if (found.hasListeners()) {
            event.<Listeners>addBean()
                    .types(Listeners.class, Object.class)
                    .scope(Singleton.class)
                    .createWith(creation -> hosted().listeners().orElseThrow());
        }
    }

    private Hosted hosted() {
        Hosted now = hosted;
        if (now == null) {
            throw new IllegalStateException(
                    "Listeners are made of beans, so they are not there while a bean is made for them;"
                            + " inject Instance<Listeners>, and ask it later");
        }
        return now;
    }

    /** After all others: nothing is made for an application that will not run. */
    void check(@Observes @Priority(LAST) AfterDeploymentValidation event, BeanManager beans) {
        try {
            hosted = Hosted.of(found, beans);
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
