package dev.leat.cdi;

import dev.leat.core.ConfigurationException;
import dev.leat.listener.Configuration;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;

/** What the application may have as a bean, or leave to us. */
final class Beans {
    private Beans() {}

    /** The application's, else MicroProfile's where it is there, else system properties and the environment. */
    static Configuration configuration(BeanManager beans) {
        Instance<Configuration> configured = beans.createInstance().select(Configuration.class);
        if (!configured.isUnsatisfied()) {
            return only(Configuration.class, beans);
        }
        return Configuration.none();
    }

    /** @throws ConfigurationException if there are several */
    static <T> T only(Class<T> type, BeanManager beans) {
        Instance<T> all = beans.createInstance().select(type);
        if (all.isAmbiguous()) {
            throw new ConfigurationException(
                    "cdi",
                    "there are several beans of type " + type.getName() + ": " + beans.getBeans(type)
                            + "; give all but one a qualifier, or make one of them an alternative");
        }
        return all.get();
    }
}
