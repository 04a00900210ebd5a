package dev.leat.embedded;

import java.util.concurrent.CountDownLatch;

/** Program that starts a forked broker, prints the broker's process id, and waits to be killed. */
final class ForkedParent {

    private ForkedParent() {}

    public static void main(String[] arguments) throws InterruptedException {
        Embedded.builder().forked().start();
        System.out.println(
                ProcessHandle.current().children().findFirst().orElseThrow().pid());
        new CountDownLatch(1).await();
    }
}
