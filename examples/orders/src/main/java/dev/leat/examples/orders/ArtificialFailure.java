package dev.leat.examples.orders;

import dev.leat.core.LeatException;

/** An attempt that the rules have made fail. The next one may be better. */
final class ArtificialFailure extends LeatException {
    ArtificialFailure(double share) {
        super(
                "the rules in force have a share of " + share
                        + " of all attempts fail, and this is one; it will be made again. Publish failureShare 0 to end that",
                null);
    }
}
