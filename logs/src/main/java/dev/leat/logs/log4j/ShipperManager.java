package dev.leat.logs.log4j;

import dev.leat.logs.LogShipper;
import dev.leat.logs.internal.TextOptions;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.appender.AbstractManager;

/**
 * Keeps a shipper over a reconfiguration: Log4j makes the appenders of the new configuration before it stops those of the old one, and both would want the same folder. Appenders with equal
 * options share one, which is closed with the last of them.
 */
final class ShipperManager extends AbstractManager {
    private final LogShipper shipper;

    private ShipperManager(String name, LogShipper shipper) {
        super(null, name);
        this.shipper = shipper;
    }

    /** @throws dev.leat.core.ConfigurationException naming every option that cannot work */
    static ShipperManager of(TextOptions options) {
        return getManager(
                "leat-kafka-" + options.fingerprint(),
                (name, wanted) ->
                        new ShipperManager(name, wanted.builder(System.getenv()).build()),
                options);
    }

    LogShipper shipper() {
        return shipper;
    }

    @Override
    protected boolean releaseSub(long timeout, TimeUnit unit) {
        shipper.close();
        return true;
    }
}
