package dev.leat.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Takes an answer as it comes, up to a limit, and no byte more: what stands at an address need not be an index. For one answer. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final long mostBytes;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private @Nullable Subscription subscription;

    BoundedBody(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** There is more than the limit. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1;

        private final long mostBytes;

        TooLongException(long mostBytes) {
            super("more than " + mostBytes + " bytes");
            this.mostBytes = mostBytes;
        }

        long mostBytes() {
            return mostBytes;
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (taken.size() + (long) buffer.remaining() > mostBytes) {
                body.completeExceptionally(new TooLongException(mostBytes));
                taken.reset();
                subscribed().cancel();
                return;
            }
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            taken.writeBytes(bytes);
        }
        subscribed().request(1);
    }

    private Subscription subscribed() {
        if (subscription == null) {
            throw new IllegalStateException("bytes came before the subscription");
        }
        return subscription;
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(taken.toByteArray());
    }
}
