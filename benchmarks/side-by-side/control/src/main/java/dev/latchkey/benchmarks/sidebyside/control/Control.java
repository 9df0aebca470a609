package dev.latchkey.benchmarks.sidebyside.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Answers the runner's questions: a line on standard input is a question, a line on standard output its answer. The process
 * ends with its standard input. Whatever else it prints goes to standard error.
 */
public final class Control {
    private static final int COLLECTIONS = 3;

    private final PrintStream answers;
    private final AllocatedBytes allocated = new AllocatedBytes();
    private final Map<String, UnaryOperator<String>> questions = new HashMap<>();

    private Control(PrintStream answers) {
        this.answers = answers;
        question("usage", rest -> processor() + " " + allocated.total() + " " + compilation());
        question("heap", rest -> String.valueOf(usedHeap()));
    }

    /** To be called before anything prints. */
    public static Control open() {
        Control control = new Control(System.out);
        System.setOut(System.err);
        return control;
    }

    /** Answers one more question: its first word, and what makes an answer of the rest. */
    public Control question(String word, UnaryOperator<String> answer) {
        questions.put(word, answer);
        return this;
    }

    /** Says that the server listens, and how many milliseconds after the JVM's start; then answers until the end. */
    public void listening(int port) throws IOException {
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        answers.println("listening " + port + " " + (System.currentTimeMillis() - started));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null) {
            String[] words = line.split(" ", 2);
            UnaryOperator<String> answer = questions.get(words[0]);
            answers.println(answer == null ? "unknown: " + words[0] : answer.apply(words.length > 1 ? words[1] : ""));
            line = lines.readLine();
        }
        System.exit(0);
    }

    /** The processor time of this process in nanoseconds. */
    private static long processor() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    /** The time that was spent in compilation in milliseconds. */
    private static long compilation() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler == null ? 0 : compiler.getTotalCompilationTime();
    }

    /** The bytes of the heap in use after garbage collections. */
    private static long usedHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
