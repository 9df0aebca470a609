package dev.latchkey.testing.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a page into tags and text. It never fails: what is no tag is text. */
final class Tokenizer {
    private static final Pattern TAG =
            Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([^\\s=/>\"']+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>\"']+)))?");
    private static final Set<String> RAW = Set.of("script", "style");

    private final List<Token> tokens = new ArrayList<>();
    private final String page;

    private Tokenizer(String page) {
        this.page = page.replaceAll("(?s)<!--.*?-->", "").replaceAll("(?i)<!doctype[^>]*>", "");
    }

    static List<Token> tokens(String page) {
        return new Tokenizer(page).run();
    }

    private List<Token> run() {
        Matcher tag = TAG.matcher(page);
        int position = 0;
        while (tag.find(position)) {
            text(page.substring(position, tag.start()));
            position = tag.end();
            String name = tag.group(2).toLowerCase(Locale.ROOT);
            boolean end = !tag.group(1).isEmpty();
            tokens.add(new Token(end ? Token.Kind.END : Token.Kind.START, name, attributes(tag.group(3))));
            if (!end && RAW.contains(name)) {
                position = endOfRaw(name, position);
            }
        }
        text(page.substring(position));
        return tokens;
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            tokens.add(new Token(Token.Kind.TEXT, Entities.decode(text), Map.of()));
        }
    }

    private int endOfRaw(String name, int from) {
        int end = page.toLowerCase(Locale.ROOT).indexOf("</" + name, from);
        return end < 0 ? page.length() : end;
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(text);
        while (attribute.find()) {
            String value = attribute.group(2);
            for (int group = 3; value == null && group <= 4; group++) {
                value = attribute.group(group);
            }
            attributes.putIfAbsent(
                    attribute.group(1).toLowerCase(Locale.ROOT), value == null ? "" : Entities.decode(value));
        }
        return attributes;
    }
}
