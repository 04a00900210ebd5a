package dev.leat.core;

import java.util.ArrayList;
import java.util.List;

/** What all groups, tails and producers of a {@link Leat} have around them. Immutable. */
record Shared(boolean requestContext, List<Interceptor> interceptors, List<SendInterceptor> sendInterceptors) {
    static final Shared NOTHING = new Shared(false, List.of(), List.of());

    Shared withRequestContext() {
        return new Shared(true, interceptors, sendInterceptors);
    }

    Shared with(Interceptor interceptor) {
        return new Shared(requestContext, plus(interceptors, interceptor), sendInterceptors);
    }

    Shared with(SendInterceptor interceptor) {
        return new Shared(requestContext, interceptors, plus(sendInterceptors, interceptor));
    }

    /** Around handlers, from the outside in: what the others log shall have the context. */
    List<Interceptor> aroundHandlers() {
        List<Interceptor> all = new ArrayList<>();
        if (requestContext) {
            all.add(new InRequestContext());
        }
        all.addAll(interceptors);
        return all;
    }

    Stamp stamp() {
        return new Stamp(List.of(), requestContext);
    }

    Sends sends() {
        return sendInterceptors.isEmpty() ? Sends.PLAIN : new Sends(sendInterceptors);
    }

    private static <T> List<T> plus(List<T> some, T one) {
        List<T> more = new ArrayList<>(some);
        more.add(one);
        return List.copyOf(more);
    }
}
