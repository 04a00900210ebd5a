package dev.leat.admin;

/**
 * Where something of a manifest stands.
 *
 * @param line from 1; 0 is for a file as a whole
 */
record Place(String file, int line) {
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
