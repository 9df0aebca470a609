package dev.latchkey.performance;

import java.util.List;
import java.util.Map;

/** What an operation may cost at most. Whoever makes one cheaper lowers its budget; whoever raises one says why. */
final class Budget {
    /** Bytes: the larger figure of JDK 17 and 25, which is the same each time, and 3 % for other versions of these. */
    static final Map<String, Long> BYTES = Map.of(
            Operations.PAGE_IN_MEMORY, 840L,
            Operations.PAGE_IN_COOKIE, 11_380L,
            Operations.PAGE_WITH_ROLE, 840L,
            Operations.PAGE_FOR_ANYONE, 310L,
            Operations.CALL_AGAIN, 3_320L,
            Operations.CALL_AT_FIRST_SIGHT, 19_500L,
            Operations.LOGIN_START, 17_840L,
            Operations.LOGIN_END_IN_MEMORY, 47_890L,
            Operations.LOGIN_END_IN_COOKIE, 63_770L,
            Operations.RETURN_TARGET, 1_460L);

    /** Uses of each cryptographic algorithm, those within another aside. */
    static final Map<String, Map<String, Long>> CRYPTOGRAPHY = Map.of(
            Operations.PAGE_IN_MEMORY, Map.of(CountingProvider.DIGEST, 1L),
            Operations.PAGE_IN_COOKIE, Map.of(CountingProvider.CIPHER, 1L),
            Operations.PAGE_WITH_ROLE, Map.of(CountingProvider.DIGEST, 1L),
            Operations.PAGE_FOR_ANYONE, Map.of(),
            Operations.CALL_AGAIN, Map.of(CountingProvider.DIGEST, 1L),
            Operations.CALL_AT_FIRST_SIGHT, Map.of(CountingProvider.DIGEST, 1L, CountingProvider.SIGNATURE, 1L),
            Operations.LOGIN_START,
                    Map.of(CountingProvider.CIPHER, 1L, CountingProvider.MAC, 3L, CountingProvider.DIGEST, 3L),
            Operations.LOGIN_END_IN_MEMORY,
                    Map.of(
                            CountingProvider.CIPHER, 2L,
                            CountingProvider.MAC, 3L,
                            CountingProvider.DIGEST, 7L,
                            CountingProvider.SIGNATURE, 1L),
            Operations.LOGIN_END_IN_COOKIE,
                    Map.of(
                            CountingProvider.CIPHER, 3L,
                            CountingProvider.MAC, 3L,
                            CountingProvider.DIGEST, 4L,
                            CountingProvider.SIGNATURE, 1L),
            Operations.RETURN_TARGET, Map.of());

    /** Look-ups of header fields for a page that a browser opens. */
    static final int HEADER_LOOKUPS_OF_A_PAGE = 4;

    /** Look-ups of header fields for a page for everybody that a browser without a session opens. */
    static final int HEADER_LOOKUPS_OF_A_PAGE_FOR_ANYONE = 1;

    /** Look-ups of header fields for a call with an access token. */
    static final int HEADER_LOOKUPS_OF_A_CALL = 1;

    /** Calls of the store for a page that a browser opens. */
    static final List<String> STORE_CALLS_OF_A_PAGE = List.of("find");

    /** Calls of the store for the start of a login. */
    static final List<String> STORE_CALLS_OF_A_LOGIN_START = List.of();

    /** Calls of the store for the end of a login: the state is used up, and the session created. */
    static final List<String> STORE_CALLS_OF_A_LOGIN_END = List.of("putIfAbsent", "create");

    private Budget() {}
}
