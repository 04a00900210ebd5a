package dev.leat.spring;

import dev.leat.listener.Listeners;

/** Waits for the listeners: its bean is made before they are. */
interface WithListeners {
    /** Once, before they start. */
    void built(Listeners listeners);

    /** Each time they have been started with the application. */
    default void started(Listeners listeners) {}
}
