package dev.leat.core;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Runs handlers in the {@link RequestContext} of their message. A batch has many, and so none. */
final class InRequestContext implements Interceptor {
    @Override
    public @Nullable CompletionStage<?> intercept(Delivery delivery, Next next) throws Exception {
        if (delivery.records().size() > 1) {
            return next.proceed();
        }
        RequestContext context = RequestContext.of(new Headers(delivery.record().headers()));
        RequestContext.Scope scope = context.open();
        try {
            return next.proceed();
        } finally {
            scope.close();
        }
    }
}
