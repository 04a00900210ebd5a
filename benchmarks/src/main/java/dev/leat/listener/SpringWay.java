package dev.leat.listener;

import java.lang.reflect.Method;
import org.springframework.kafka.listener.adapter.BatchMessagingMessageListenerAdapter;
import org.springframework.kafka.listener.adapter.HandlerAdapter;
import org.springframework.kafka.listener.adapter.MessagingMessageListenerAdapter;
import org.springframework.kafka.listener.adapter.RecordMessagingMessageListenerAdapter;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;

/** Spring Kafka's way from a record to an annotated method: what its container calls, with its defaults. */
final class SpringWay {
    private SpringWay() {}

    static RecordMessagingMessageListenerAdapter<String, String> single(Heard object, String name) {
        Method method = Heard.method(name);
        var adapter = new RecordMessagingMessageListenerAdapter<String, String>(object, method);
        return bound(adapter, object, method);
    }

    static BatchMessagingMessageListenerAdapter<String, String> batch(Heard object, String name) {
        Method method = Heard.method(name);
        var adapter = new BatchMessagingMessageListenerAdapter<String, String>(object, method);
        return bound(adapter, object, method);
    }

    private static <A extends MessagingMessageListenerAdapter<String, String>> A bound(
            A adapter, Heard object, Method method) {
        var factory = new DefaultMessageHandlerMethodFactory();
        factory.afterPropertiesSet();
        adapter.setHandlerMethod(new HandlerAdapter(factory.createInvocableHandlerMethod(object, method)));
        return adapter;
    }
}
