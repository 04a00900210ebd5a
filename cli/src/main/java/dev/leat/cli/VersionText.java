package dev.leat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** What {@code leat --version} prints. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream in = VersionText.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                build.load(in);
            }
        }
        return new String[] {
            "leat " + build.getProperty("version", "unknown"),
            "Kafka " + AppInfoParser.getVersion() + ", Java " + Runtime.version()
        };
    }
}
