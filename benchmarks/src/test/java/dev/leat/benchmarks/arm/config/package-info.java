@NullMarked
package dev.leat.benchmarks.arm.config;

import org.jspecify.annotations.NullMarked;
