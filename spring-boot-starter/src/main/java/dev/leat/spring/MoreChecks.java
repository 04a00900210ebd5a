package dev.leat.spring;

import dev.leat.core.health.Check;
import java.util.Map;

/** What else health tells of, for those who have it. */
interface MoreChecks {
    /** By their names. */
    Map<String, Check> checks();
}
