package dev.leat.avro;

import dev.leat.core.ConfigurationException;
import dev.leat.core.SerdeException;
import org.apache.avro.Schema;

/**
 * Schemas by number, and the numbers of schemas. Called from many threads at once; implementations are thread-safe, keep what they have
 * learnt, and block for a bounded time only.
 *
 * @since 0.1
 */
public interface SchemaRegistry {
    /**
     * The schema of that id.
     *
     * @throws SerdeException if there is no such schema, or none of Avro's
     * @throws SchemaRegistryException if the registry cannot be asked now
     */
    Schema schema(int id);

    /**
     * The id of the schema; the subject gets it as a new version if it does not have it.
     *
     * @throws SerdeException if the subject's rules do not allow it
     * @throws SchemaRegistryException if the registry cannot be asked now
     */
    int register(String subject, Schema schema);

    /**
     * The id of a schema that the subject has.
     *
     * @throws SchemaRegistryException if it does not have it (yet), or if the registry cannot be asked now
     */
    int find(String subject, Schema schema);

    /**
     * A registry that speaks Confluent's REST interface, such as Confluent's own, Karapace, Redpanda's, or Apicurio's under
     * {@code /apis/ccompat/v7}.
     *
     * @param addresses {@code http://host:port} or {@code https://host:port/path}, several of the same registry separated by commas
     * @throws ConfigurationException from {@link SchemaRegistryBuilder#build()} if one is no such address
     */
    static SchemaRegistryBuilder at(String addresses) {
        return new SchemaRegistryBuilder(addresses);
    }

    /** One in this process, for tests: empty, without rules for new versions, and gone with the object. */
    static SchemaRegistry inMemory() {
        return new InMemorySchemaRegistry();
    }
}
