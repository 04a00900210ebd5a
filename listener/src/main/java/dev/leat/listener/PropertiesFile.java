package dev.leat.listener;

import dev.leat.core.ConfigurationException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A file of Java's properties, in UTF-8. */
final class PropertiesFile {
    private PropertiesFile() {}

    static Configuration read(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(
                    "configuration", "there is no file " + path + "; make it, or mend the path");
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    "configuration", path + " cannot be read as properties in UTF-8: " + e + "; mend it");
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return new MapConfiguration(Map.copyOf(values), path.toString());
    }
}
