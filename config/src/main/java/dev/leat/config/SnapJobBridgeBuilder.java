package dev.leat.config;

/**
 * Collects the options of a {@link SnapJobBridge}. For one thread.
 *
 * @since 0.1
 */
public final class SnapJobBridgeBuilder {
    private final String topic;
    private final ConfigStore store;
    private final String namespace;
    private boolean isBack;
    private SnapJobBridge.Observer observer = new SnapJobBridge.Observer() {};

    SnapJobBridgeBuilder(String topic, ConfigStore store, String namespace) {
        this.topic = topic;
        this.store = store;
        this.namespace = namespace;
    }

    /** Writes what is in force for all to the topic, too, unless its last configuration is equal. Default the topic is only read. */
    public SnapJobBridgeBuilder back() {
        this.isBack = true;
        return this;
    }

    /** Told of what it does. Default the log alone. */
    public SnapJobBridgeBuilder observer(SnapJobBridge.Observer observer) {
        this.observer = observer;
        return this;
    }

    public SnapJobBridge build() {
        return new SnapJobBridge(store, namespace, topic, observer, isBack);
    }
}
