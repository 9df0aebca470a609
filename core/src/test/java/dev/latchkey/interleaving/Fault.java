package dev.latchkey.interleaving;

/** What a store may get wrong; the search must find it out. */
enum Fault {
    /** Nothing. */
    NONE,
    /** A login looks for tombstones before it can be found by its groups. */
    TOMBSTONE_SOUGHT_FIRST,
    /** A login looks for no tombstone. */
    TOMBSTONE_NOT_SOUGHT,
    /** A session is replaced whatever its version is. */
    VERSION_IGNORED,
    /** A session is replaced that is not there. */
    REPLACED_ALTHOUGH_GONE,
    /** A name is given to everybody who asks. */
    NAME_NEVER_TAKEN
}
