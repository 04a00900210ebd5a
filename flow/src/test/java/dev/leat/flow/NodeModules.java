package dev.leat.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The scripts of {@code src/test/node/interop} and the packages they need, side by side in {@code target/node}. */
final class NodeModules {
    private static final Path SCRIPTS = Path.of("src", "test", "node", "interop");
    private static final Path FOLDER = Path.of("target", "node");
    private static final int MINUTES = 3;

    private NodeModules() {}

    /** Installs what is not there yet. */
    static synchronized Path folder() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Path wanted = SCRIPTS.resolve("package.json");
        Path installed = FOLDER.resolve("package.json");
        boolean stands = Files.exists(FOLDER.resolve("node_modules").resolve("kafkajs"))
                && Files.mismatch(wanted, installed) == -1;
        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            for (Path script : scripts.toList()) {
                Files.copy(script, FOLDER.resolve(script.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!stands) {
            install();
        }
        return FOLDER;
    }

    private static void install() throws IOException, InterruptedException {
        Path log = FOLDER.resolve("npm.log");
        Process npm = new ProcessBuilder(
                        List.of("npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"))
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!npm.waitFor(MINUTES, TimeUnit.MINUTES)) {
            npm.destroyForcibly();
        }
        if (npm.waitFor() != 0) {
            throw new IOException("npm has not installed what " + FOLDER.toAbsolutePath()
                    + "/package.json names; it says:\n" + Files.readString(log));
        }
    }
}
