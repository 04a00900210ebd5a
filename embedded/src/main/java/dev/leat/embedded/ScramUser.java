package dev.leat.embedded;

/** A user who logs in with SCRAM-SHA-256. */
record ScramUser(String name, String password) {

    ScramUser {
        check("user", name);
        check("password", password);
    }

    /** The login line for a client's {@code sasl.jaas.config}. */
    String jaasConfig() {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + escaped(name)
                + "\" password=\"" + escaped(password) + "\";";
    }

    /** Without the password: records end up in logs and in failure messages. */
    @Override
    public String toString() {
        return "ScramUser[name=" + name + "]";
    }

    private static void check(String what, String value) {
        if (value.isEmpty() || value.indexOf('"') >= 0) {
            throw new IllegalArgumentException("sasl(user, password): the " + what
                    + " must not be empty nor contain a double quote, which Kafka's format tool cannot read");
        }
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\");
    }
}
