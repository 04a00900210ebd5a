package dev.leat.core.health;

/** How well something is, from well to bad. */
public enum HealthStatus {
    /** All is well, or well enough. */
    OK(200),
    /** Something is wrong, or not known yet; it may mend itself. */
    WARNING(429),
    /** It does not do its work. */
    CRITICAL(500);

    private final int httpStatus;

    HealthStatus(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    /** What a health endpoint answers with: 200, 429 or 500. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The worse of both. */
    public HealthStatus and(HealthStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
