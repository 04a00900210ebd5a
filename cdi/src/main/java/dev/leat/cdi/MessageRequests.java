package dev.leat.cdi;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/**
 * CDI's request scope on threads that handle a message. A context of our own, beside those of the container: its {@code RequestContextController} ends a
 * context where it is left, on the thread that has begun it, and so before an asynchronous method is done.
 */
final class MessageRequests implements AlterableContext {
    @Override
    public Class<? extends Annotation> getScope() {
        return RequestScoped.class;
    }

    @Override
    public boolean isActive() {
        MessageRequest request = MessageRequest.active();
        return request != null && !request.isOver();
    }

    @Override
    public <T> T get(Contextual<T> bean, CreationalContext<T> creation) {
        return active().findOrMake(bean, creation);
    }

    @Override
    public <T> @Nullable T get(Contextual<T> bean) {
        return active().find(bean);
    }

    @Override
    public void destroy(Contextual<?> bean) {
        active().destroy(bean);
    }

    private static MessageRequest active() {
        MessageRequest request = MessageRequest.active();
        if (request == null || request.isOver()) {
            throw new ContextNotActiveException(
                    "no message is being handled on this thread; carry it with MessageRequest.carry");
        }
        return request;
    }
}
