/**
 * Live configuration in a JVM of its own: how fast a version reaches all instances, how long an instance takes to start, which threads it keeps. {@link
 * dev.leat.benchmarks.arm.config.ConfigMain} is where it starts.
 */
@NullMarked
package dev.leat.benchmarks.arm.config;

import org.jspecify.annotations.NullMarked;
