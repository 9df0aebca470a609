package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void page_is_read_as_a_user_reads_it() {
        Page page = page("""
                <!DOCTYPE html>
                <html><head><title>A &amp; B</title><style>p > a { color: red }</style>
                <script>document.write("<a href='/fake'>Fake</a>")</script></head>
                <body class=x><!-- <a href="/comment">Comment</a> -->
                <p>1 &lt; 2&nbsp;&#x26; <b>b</b>old&#33;</p><p>next</p>
                <A HREF="../up?a=1&amp;b=2" title='a > b'>Go <em>up</em></A><a name=anchor>No link</a>
                </body></html>
                """);

        assertThat(page.title()).isEqualTo("A & B");
        assertThat(page.text()).isEqualTo("1 < 2 & bold! next Go upNo link");
        assertThat(page.link("Go up")).isEqualTo(URI.create("http://localhost/up?a=1&b=2"));
        assertThat(page.body()).contains("Fake");
    }

    @Test
    void forms_say_what_they_would_send() {
        Page page = page("""
                <form>
                  <input name=text value='a "b"'><input type=checkbox name=yes checked><input type=checkbox name=no>
                  <input type=radio name=r value=1><input type=radio name=r value=2 checked><input type=file name=f>
                  <textarea name=area>x
                y</textarea><input name=off value=1 disabled>
                  <select name=s><option>one<option value=2 selected>two</option></select>
                  <select name=first><option value=a>A</option><option value=b>B</option></select>
                  <button type=button>Script</button><button type=reset>Reset</button><input type=submit value=Send>
                </form>
                """);

        assertThat(page.forms()).singleElement().satisfies(form -> {
            assertThat(form.method()).isEqualTo("get");
            assertThat(form.action()).isEqualTo(URI.create("http://localhost/dir/page"));
            assertThat(form.fields())
                    .isEqualTo(Map.of("text", "a \"b\"", "yes", "on", "r", "2", "area", "x y", "s", "2", "first", "a"));
            assertThat(form.buttons()).extracting(PageForm.Button::text).containsExactly("Send");
        });
    }

    @Test
    void broken_markup_is_text() {
        Page page = page("<p <a href=x>a < b & c &unknown; <");

        assertThat(page.text()).endsWith("a < b & c &unknown; <");
        assertThat(page.forms()).isEmpty();
    }

    @Test
    void headers_ignore_case() {
        Page page = page("");

        assertThat(page.header("content-TYPE")).isEqualTo("text/html");
        assertThat(page.headers()).containsKey("CONTENT-type");
        assertThat(page.header("absent")).isNull();
    }

    private static Page page(String html) {
        return new Page(
                URI.create("http://localhost/dir/page"),
                200,
                Map.of("Content-Type", List.of("text/html")),
                html,
                List.of());
    }
}
