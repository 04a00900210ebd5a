package dev.leat.cdi;

import dev.leat.core.ConfigurationException;
import dev.leat.listener.Configuration;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;

/** What the application may have as a bean, and else leaves to us. */
final class Beans {
    private Beans() {}

    /** The application's, else MicroProfile's where that is there, else system properties and the environment. */
    static Configuration configuration(BeanManager beans) {
        if (!beans.createInstance().select(Configuration.class).isUnsatisfied()) {
            return only(Configuration.class, beans);
        }
        Configuration environment = Configuration.environment(System.getenv());
        if (isMicroProfileThere()) {
            // Its names of variables are those of the environment, but it cannot tell which settings of Kafka's they
            // mean.
            return new MicroProfileConfiguration().or(environment);
        }
        return new SystemProperties().or(environment);
    }

    static boolean isMicroProfileThere() {
        return isThere("org.eclipse.microprofile.config.ConfigProvider") && MicroProfileConfiguration.isThere();
    }

    /** @throws ConfigurationException if there are several */
    static <T> T only(Class<T> type, BeanManager beans) {
        Instance<T> all = beans.createInstance().select(type);
        if (all.isAmbiguous()) {
            throw new ConfigurationException(
                    "beans",
                    "there are several beans of type " + type.getName() + ": " + beans.getBeans(type)
                            + "; give all but one a qualifier, or make one of them an alternative");
        }
        return all.get();
    }

    static boolean isThere(String type) {
        try {
            Class.forName(type, false, Beans.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
