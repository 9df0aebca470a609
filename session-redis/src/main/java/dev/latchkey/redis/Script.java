package dev.latchkey.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;

/**
 * What has to happen at once, in Redis's Lua. Each concerns one key and answers a number. A value of another type counts as
 * absent; any other error is answered, and the key is left as it was: a full server denies ZADD, but no DEL.
 */
enum Script {
    /** Arguments: format and version that must be there; what comes before the groups now; the content now; its life. */
    REPLACE_SESSION("""
            local head = redis.pcall('GETRANGE', KEYS[1], 0, 17)
            if type(head) == 'table' and not string.find(head.err, '^WRONGTYPE') then
                return head
            end
            if type(head) ~= 'string' or #head < 18 or string.sub(head, 1, 9) ~= ARGV[1] then
                return 0
            end
            local length = 1 + 43 * string.byte(head, 18)
            local groups = redis.call('GETRANGE', KEYS[1], 17, 16 + length)
            if #groups < length then
                return 0
            end
            redis.call('SET', KEYS[1], ARGV[2] .. groups .. ARGV[3], 'PX', ARGV[4])
            return 1
            """),
    /** Arguments: now; a session's key; the index's life from now on, unless it is longer already. Answers the size. */
    ADD_TO_INDEX("""
            local added = redis.pcall('ZADD', KEYS[1], ARGV[1], ARGV[2])
            if type(added) == 'table' then
                if not string.find(added.err, '^WRONGTYPE') then
                    return added
                end
                redis.call('DEL', KEYS[1])
                redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
            end
            if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) then
                redis.call('PEXPIRE', KEYS[1], ARGV[3])
            end
            return redis.call('ZCARD', KEYS[1])
            """),
    /** Arguments: two times; the tombstone's life from now on. The later of each counts. */
    PUT_TOMBSTONE("""
            local first, second, life = ARGV[1], ARGV[2], ARGV[3]
            local old = redis.pcall('GET', KEYS[1])
            if type(old) == 'table' and not string.find(old.err, '^WRONGTYPE') then
                return old
            end
            if type(old) == 'string' then
                local one, other = string.match(old, '^1:(%-?%d+):(%-?%d+)$')
                if one then
                    if tonumber(one) > tonumber(first) then first = one end
                    if tonumber(other) > tonumber(second) then second = other end
                    local left = redis.call('PTTL', KEYS[1])
                    if left > tonumber(life) then life = string.format('%.0f', left) end
                end
            end
            redis.call('SET', KEYS[1], '1:' .. first .. ':' .. second, 'PX', life)
            return 1
            """),
    /** Argument: the value that must be there. */
    REMOVE_VALUE("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
                return redis.call('DEL', KEYS[1])
            end
            return 0
            """);

    private final String source;
    private final String digest;

    Script(String source) {
        this.source = source;
        this.digest = sha1(source.getBytes(StandardCharsets.US_ASCII));
    }

    /** Runs it by its digest, or by its source if the server does not know it yet. */
    CompletionStage<Long> run(RedisClusterAsyncCommands<byte[], byte[]> commands, byte[] key, byte[]... arguments) {
        byte[][] keys = {key};
        return commands.<Long>evalsha(digest, ScriptOutputType.INTEGER, keys, arguments)
                .exceptionallyCompose(failure -> isUnknown(failure)
                        ? commands.eval(source, ScriptOutputType.INTEGER, keys, arguments)
                        : Replies.failed(failure));
    }

    private static boolean isUnknown(Throwable failure) {
        return Replies.cause(failure) instanceof RedisNoScriptException;
    }

    private static String sha1(byte[] source) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(source));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
