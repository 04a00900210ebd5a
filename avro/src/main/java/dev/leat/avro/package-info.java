/**
 * Values as Apache Avro. The way in is {@link dev.leat.avro.Avro}; schema registries are {@link dev.leat.avro.SchemaRegistry}.
 */
@NullMarked
package dev.leat.avro;

import org.jspecify.annotations.NullMarked;
