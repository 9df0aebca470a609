package dev.latchkey.verify.docs;

import dev.latchkey.verify.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A code block of a Markdown page that is marked as Java. */
record JavaBlock(Path page, int line, String code) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\s*\\n(.*?)^```\\s*$");

    /** Every Java block of the README and of the pages in {@code docs}. */
    static List<JavaBlock> all() throws IOException {
        List<JavaBlock> blocks = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            Matcher matcher = BLOCK.matcher(text);
            while (matcher.find()) {
                int line = (int) text.substring(0, matcher.start()).lines().count() + 1;
                blocks.add(new JavaBlock(page, line, matcher.group(1)));
            }
        }
        return blocks;
    }

    /** The code with every run of white space as one blank. */
    String normalized() {
        return normalize(code);
    }

    static String normalize(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }

    @Override
    public String toString() {
        return Repository.root().relativize(page) + ":" + line + "\n" + code;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Repository.root().resolve("docs"))) {
            Stream<Path> guides = docs.filter(file -> file.toString().endsWith(".md"));
            return Stream.concat(Stream.of(Repository.root().resolve("README.md")), guides)
                    .sorted()
                    .toList();
        }
    }
}
