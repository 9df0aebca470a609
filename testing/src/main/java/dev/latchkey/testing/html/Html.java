package dev.latchkey.testing.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a user could do on a page: follow its links, send its forms. */
public final class Html {
    private static final Set<String> INLINE =
            Set.of("a", "b", "code", "em", "i", "small", "span", "strong", "time", "u", "wbr");
    private static final String SUBMIT = ".submit(";
    private static final Set<String> NOT_SENT = Set.of("submit", "button", "reset", "image", "file");

    private final String page;
    private final List<Token> tokens;

    /** Reads a page. */
    public Html(String page) {
        this.page = page;
        this.tokens = Tokenizer.tokens(page);
    }

    /** A link: its text and where it leads. */
    public record Link(String text, String href) {}

    /** A form: how and where it is sent, what it would send, and its buttons. */
    public record Form(String method, String enctype, String action, List<Input> inputs, List<Button> buttons) {}

    /** A name with its value as it stands. */
    public record Input(String name, String value, boolean hidden) {}

    /** A button that sends its form; without a name it sends only the rest. */
    public record Button(String text, String name, String value) {}

    /** The text of the title; empty if there is none. */
    public String title() {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).starts("title")) {
                return textUntilEnd(i);
            }
        }
        return "";
    }

    /** The text of the body, without markup; white space is collapsed. */
    public String text() {
        int start = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).starts("body") || tokens.get(i).ends("head")) {
                start = i + 1;
            }
        }
        return text(tokens.subList(start, tokens.size()));
    }

    /** All links, in their order. */
    public List<Link> links() {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.starts("a") && token.has("href")) {
                links.add(new Link(textUntilEnd(i), token.attribute("href").strip()));
            }
        }
        return links;
    }

    /** What is shown in frames, in their order, be it that a script puts it there. */
    public List<String> frames() {
        return tokens.stream()
                .filter(token -> token.starts("iframe"))
                .map(token -> token.has("src") ? token.attribute("src") : token.attribute("data-src"))
                .filter(address -> !address.isBlank())
                .toList();
    }

    /** All forms, in their order. */
    public List<Form> forms() {
        List<Form> forms = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).starts("form")) {
                forms.add(form(i));
            }
        }
        return forms;
    }

    /** Whether some script, or the body's {@code onload}, calls {@code submit()} of something. */
    public boolean submitsItself() {
        boolean onLoad = tokens.stream()
                .anyMatch(token ->
                        token.starts("body") && token.attribute("onload").contains(SUBMIT));
        return onLoad || Scripts.in(page).stream().anyMatch(script -> script.contains(SUBMIT));
    }

    /** Whether the page has any script. */
    public boolean hasScript() {
        return tokens.stream().anyMatch(token -> token.starts("script"));
    }

    private Form form(int start) {
        Token form = tokens.get(start);
        List<Input> inputs = new ArrayList<>();
        List<Button> buttons = new ArrayList<>();
        for (int i = start + 1; i < tokens.size() && !tokens.get(i).ends("form"); i++) {
            Token token = tokens.get(i);
            if (token.has("disabled")) {
                continue;
            }
            if (token.starts("input")) {
                input(token, inputs, buttons);
            } else if (token.starts("textarea")) {
                inputs.add(new Input(token.attribute("name"), textUntilEnd(i), false));
            } else if (token.starts("select")) {
                inputs.add(new Input(token.attribute("name"), selected(i), false));
            } else if (token.starts("button") && lower(token, "type", "submit").equals("submit")) {
                buttons.add(new Button(textUntilEnd(i), token.attribute("name"), token.attribute("value")));
            }
        }
        inputs.removeIf(input -> input.name().isEmpty());
        return new Form(
                lower(form, "method", "get"),
                lower(form, "enctype", "application/x-www-form-urlencoded"),
                form.attribute("action").strip(),
                inputs,
                buttons);
    }

    private static void input(Token input, List<Input> inputs, List<Button> buttons) {
        String type = lower(input, "type", "text");
        if (type.equals("submit")) {
            buttons.add(new Button(input.attribute("value"), input.attribute("name"), input.attribute("value")));
        }
        boolean choice = type.equals("checkbox") || type.equals("radio");
        if (!NOT_SENT.contains(type) && (!choice || input.has("checked"))) {
            String value = input.attributes().getOrDefault("value", choice ? "on" : "");
            inputs.add(new Input(input.attribute("name"), value, type.equals("hidden")));
        }
    }

    private String selected(int start) {
        String first = null;
        for (int i = start + 1; i < tokens.size() && !tokens.get(i).ends("select"); i++) {
            Token option = tokens.get(i);
            if (option.starts("option")) {
                String value = option.has("value") ? option.attribute("value") : textUntilEnd(i);
                if (option.has("selected")) {
                    return value;
                }
                first = first == null ? value : first;
            }
        }
        return first == null ? "" : first;
    }

    private String textUntilEnd(int start) {
        String name = tokens.get(start).text();
        int end = start + 1;
        while (end < tokens.size() && !tokens.get(end).ends(name)) {
            end++;
        }
        return text(tokens.subList(start + 1, end));
    }

    private static String text(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.TEXT) {
                text.append(token.text());
            } else if (!INLINE.contains(token.text())) {
                text.append(' ');
            }
        }
        return text.toString().replaceAll("[\\s\u00a0]+", " ").strip();
    }

    private static String lower(Token token, String attribute, String otherwise) {
        return token.attributes().getOrDefault(attribute, otherwise).toLowerCase(Locale.ROOT);
    }
}
