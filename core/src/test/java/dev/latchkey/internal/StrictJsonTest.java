package dev.latchkey.internal;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8259 and nothing more, without duplicate members. */
class StrictJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " \t\r\n{ } \n",
                "{\"a\":null,\"b\":true,\"c\":false}",
                "{\"a\":[],\"b\":[1,2,[3]],\"c\":{\"d\":{}}}",
                "{\"a\":0,\"b\":-0,\"c\":-1.5e+10,\"d\":1E-2,\"e\":10}",
                "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83C\\udf3f\"}",
                "{\"\":\"\",\"a\":1,\"A\":2,\"a \":3}",
                "{\"a\":{\"x\":1},\"b\":{\"x\":1}}",
                "{\"a\":\"\u007f\u0085\u2028 \u00e9\"}"
            })
    void json_objects_pass(String text) throws MalformedException {
        assertThat(Json.parse(text)).isNotNull();
        assertThat(Json.parse(text.getBytes(UTF_8))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "null",
                "1",
                "\"a\"",
                "{",
                "}",
                "{}{}",
                "{},",
                "{}x",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\" 1}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\":[1 2]}",
                "{\"a\":[1}",
                "{\"a\":1]",
                "{a:1}",
                "{'a':1}",
                "{\"a\":'b'}",
                "{\"a\":tru}",
                "{\"a\":True}",
                "{\"a\":truex}",
                "{\"a\":nul",
                "{\"a\":undefined}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-}",
                "{\"a\":-",
                "{\"a\":+1}",
                "{\"a\":01}",
                "{\"a\":-01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":1e}",
                "{\"a\":1e+}",
                "{\"a\":0x1}",
                "{\"a\":1_000}",
                "{\"a\":\u0661}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\u0000\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\u\uff11234\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"a\":\"",
                "{\"a\":\"\\",
                "{\"a\":\"\\u",
                "{/**/}",
                "{} // x",
                "#{}",
                "\uFEFF{}",
                "\u00a0{}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"x\":{\"a\":1,\"a\":2}}",
                "{\"x\":[{\"y\":[{\"a\":1,\"b\":2,\"a\":3}]}]}"
            })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void a_lone_surrogate_is_refused() {
        assertThatThrownBy(() -> Json.parse("{\"a\":\"" + '\ud800' + "\"}")).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83c\udf3f", "a\ud83c\udf3fb", "\u00e9\u4e2d", "\ufffd", "a\ufffd"})
    void a_string_is_what_somebody_wrote(String written) throws MalformedException {
        String text = "{\"a\":\"" + written + "\",\"b\":\"\\n" + written + "\"}";

        assertThat(Json.parse(text.getBytes(UTF_8))).containsEntry("a", written).containsEntry("b", "\n" + written);
    }

    @Test
    void depth_count_and_numbers_are_bounded() throws MalformedException {
        assertThat(Json.parse(nested(31))).isNotNull();
        assertThatThrownBy(() -> Json.parse(nested(32))).hasMessageContaining("deeper than 32");
        assertThatThrownBy(() -> Json.parse("{\"a\":" + "[".repeat(1_000_000))).hasMessageContaining("deeper");
        assertThat(Json.parse("{\"a\":[" + "1,".repeat(9_000) + "1]}")).isNotNull();
        assertThatThrownBy(() -> Json.parse("{\"a\":[" + "1,".repeat(10_000) + "1]}"))
                .hasMessageContaining("more than 10000 values");
        assertThatThrownBy(() -> Json.parse("{\"a\":" + "9".repeat(33) + "}")).hasMessageContaining("number longer");
    }

    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused() {
        for (byte[] bytes : List.of(
                new byte[] {'{', '"', (byte) 0xe9, '"', ':', '1', '}'},
                new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'},
                new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'},
                "{\"a\":\"\ufffd\ud83c\"}".getBytes(UTF_16BE),
                new byte[] {'{', '"', (byte) 0xef, (byte) 0xbf, (byte) 0xbd, (byte) 0xe9, '"', ':', '1', '}'},
                new byte[] {0, '{', 0, '}'})) {
            assertThatThrownBy(() -> Json.parse(bytes)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void random_text_never_throws_anything_else() {
        Random random = new Random(20260301);
        String[] words = {"{", "}", "[", "]", ":", ",", "\"", "\"a\"", "\\", "u00", "1", "-", ".", "e", "true", "\n"};
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "{" : "{\"a\":");
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(words[random.nextInt(words.length)]);
            }
            Throwable thrown = catchThrowable(() -> Json.parse(text.toString()));
            assertThat(thrown == null || thrown instanceof MalformedException)
                    .as(text.toString())
                    .isTrue();
        }
    }

    @Test
    void values_of_another_type_are_null_or_empty() throws MalformedException {
        var object =
                Json.parse("{\"s\":\"x\",\"n\":1,\"f\":1.0,\"h\":1.5,\"b\":1e300,\"l\":[\"x\",1],\"o\":{},\"z\":null}");

        assertThat(Json.string(object, "n")).isNull();
        assertThat(Json.string(object, "z")).isNull();
        assertThat(Json.wholeNumber(object, "s")).isNull();
        assertThat(Json.wholeNumber(object, "f")).isEqualTo(1);
        assertThat(Json.wholeNumber(object, "h")).isNull();
        assertThat(Json.wholeNumber(object, "b")).isNull();
        assertThat(Json.strings(object, "s")).containsExactly("x");
        assertThat(Json.strings(object, "l")).isEmpty();
        assertThat(Json.strings(object, "missing")).isEmpty();
        assertThat(Json.object(object, "o")).isEmpty();
        assertThat(Json.object(object, "l")).isNull();
    }
}
