package dev.latchkey.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Form parameters, text for logs, and text for HTML. */
class TextTest {
    @Test
    void parameters_are_decoded_and_the_first_of_several_counts() {
        Form form = Form.parse("a=1&b=x+y%20z&c&d=&a=2&%61=3&e=%C3%A9&f=1=2");

        assertThat(form.get("a")).isEqualTo("1");
        assertThat(form.isRepeated("a")).isTrue();
        assertThat(form.get("b")).isEqualTo("x y z");
        assertThat(form.get("c")).isEmpty();
        assertThat(form.get("d")).isEmpty();
        assertThat(form.get("e")).isEqualTo("\u00e9");
        assertThat(form.get("f")).isEqualTo("1=2");
        assertThat(form.get("g")).isNull();
        assertThat(form.isRepeated("b")).isFalse();
        assertThat(form.isRepeated("g")).isFalse();
    }

    @Test
    void malformed_parameters_and_those_past_the_thousandth_are_left_out() {
        assertThat(Form.parse("a=%zz&b=%&c=%4&d=1").get("a")).isNull();
        assertThat(Form.parse("a=%zz&b=%&c=%4&d=1").get("d")).isEqualTo("1");
        assertThat(Form.parse("x=1&".repeat(1000) + "late=1").get("late")).isNull();
        assertThat(Form.parse("x=1&".repeat(999) + "late=1").get("late")).isEqualTo("1");
        assertThat(Form.parse(null).get("a")).isNull();
        assertThat(Form.parse("").get("")).isNull();
        assertThat(Form.parse("&&=&").get("a")).isNull();
    }

    @Test
    void what_is_encoded_is_decoded_to_the_same() {
        Random random = new Random(20260301);
        for (int i = 0; i < 1000; i++) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put(
                    "z/tZ9+:%&= ",
                    random.ints(20, 1, 0xd000)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString());
            parameters.put("b", "");
            String encoded = Form.encode(parameters);

            assertThat(encoded).matches("[A-Za-z0-9._*+%=&-]+");
            parameters.forEach(
                    (name, value) -> assertThat(Form.parse(encoded).get(name)).isEqualTo(value));
        }
    }

    @Test
    void random_queries_never_throw() {
        Random random = new Random(20260301);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder query = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                query.append("%&=+;u0a\ud800\u0000".charAt(random.nextInt(10)));
            }
            assertThat(Form.parse(query.toString()).isRepeated("state")).isFalse();
        }
    }

    @Test
    void printable_text_is_one_line_of_at_most_two_hundred_characters() {
        assertThat(Printable.of("plain \u00e9 \ud83c\udf3f text")).isEqualTo("plain \u00e9 \ud83c\udf3f text");
        assertThat(Printable.of("a\r\nb\u0000c\u001b[31md\u0085e\u2028f\u202eg\ufeffh\u200bi"))
                .isEqualTo("a  b c [31md e f g h i");
        assertThat(Printable.of("a" + '\ud800' + "b")).isEqualTo("a b");
        assertThat(Printable.of("x".repeat(200))).hasSize(200);
        assertThat(Printable.of("x".repeat(201))).hasSize(201).endsWith("x\u2026");
        assertThat(Printable.of("\ud83c\udf3f".repeat(300)).codePoints().count())
                .isEqualTo(201);
    }

    @Test
    void escaped_text_opens_no_element_and_ends_no_attribute() {
        assertThat(Html.escape("<a href=\"x\" id='y'>&amp;</a>"))
                .isEqualTo("&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
        assertThat(Html.escape("plain \u00e9")).isEqualTo("plain \u00e9");
        assertThat(Html.escape("")).isEmpty();
    }
}
