package dev.latchkey.interleaving;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every order in which actors can take their steps, one run for each; orders that differ only in steps that do not matter
 * to each other count as one (sleep sets: P. Godefroid, Partial-Order Methods, 1996, chapter 5). Deterministic.
 */
public final class Interleavings {
    private static final int MOST_RUNS = 20_000;

    private final Turns turns;
    private final List<Choice> path = new ArrayList<>();
    private int orders;

    /** What is played in every order; made anew for each. */
    public interface Scene {
        /** The actors, each of which takes its steps in its own order. */
        List<Runnable> actors();

        /** What must hold at the end. */
        void check();
    }

    /** A point where one of several steps was chosen; those that sleep lead to nothing new. */
    private static final class Choice {
        private final List<Step> possible;
        private final List<Step> asleep;
        private @Nullable Step chosen;

        private Choice(List<Step> possible, List<Step> asleep) {
            this.possible = possible;
            this.asleep = new ArrayList<>(asleep);
            chooseNext();
        }

        private boolean chooseNext() {
            if (chosen != null) {
                asleep.add(chosen);
            }
            chosen = possible.stream()
                    .filter(step -> asleep.stream().noneMatch(step::isLike))
                    .findFirst()
                    .orElse(null);
            return chosen != null;
        }

        private List<Step> asleepAfter(Step taken) {
            return asleep.stream().filter(step -> !step.mattersTo(taken)).toList();
        }
    }

    /** Of actors that take these turns. */
    public Interleavings(Turns turns) {
        this.turns = turns;
    }

    /** Plays the scene in every order, and answers how many there are. */
    public int playAll(Supplier<Scene> scenes) throws InterruptedException {
        int runs = 0;
        do {
            if (runs++ == MOST_RUNS) {
                throw new AssertionError("more than " + MOST_RUNS + " runs: fewer actors or steps, please");
            }
            play(scenes.get());
        } while (hasAnother());
        return orders;
    }

    private void play(Scene scene) throws InterruptedException {
        List<Step> taken = new ArrayList<>();
        try {
            turns.begin(scene.actors());
            boolean isNew = true;
            while (turns.isUnderWay()) {
                List<Step> possible = turns.possible();
                if (possible.isEmpty()) {
                    throw new AssertionError("nobody can go on");
                }
                Step next = isNew ? chosen(taken, possible) : possible.get(0);
                isNew = next != null && isNew;
                taken.add(next == null ? possible.get(0) : next);
                turns.take(taken.get(taken.size() - 1));
            }
            if (isNew) {
                orders++;
                turns.failures().forEach(Interleavings::rethrow);
                scene.check();
            }
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nin this order:\n" + lines(taken), e);
        }
    }

    private static void rethrow(Throwable failure) {
        throw new AssertionError(failure.toString(), failure);
    }

    private static String lines(List<Step> steps) {
        return String.join("\n", steps.stream().map(Step::toString).toList());
    }

    /** The step to take now; null if all that comes from here on was seen in another order. */
    private @Nullable Step chosen(List<Step> taken, List<Step> possible) {
        int depth = taken.size();
        if (depth == path.size()) {
            path.add(new Choice(
                    possible, depth == 0 ? List.of() : path.get(depth - 1).asleepAfter(taken.get(depth - 1))));
        }
        Choice choice = path.get(depth);
        if (!isLike(choice.possible, possible)) {
            throw new AssertionError("not the same again: " + choice.possible + " became " + possible);
        }
        Step chosen = choice.chosen;
        return chosen == null
                ? null
                : possible.stream().filter(chosen::isLike).findFirst().orElseThrow();
    }

    private static boolean isLike(List<Step> some, List<Step> others) {
        boolean isLike = some.size() == others.size();
        for (int i = 0; isLike && i < some.size(); i++) {
            isLike = some.get(i).isLike(others.get(i));
        }
        return isLike;
    }

    private boolean hasAnother() {
        while (!path.isEmpty() && !path.get(path.size() - 1).chooseNext()) {
            path.remove(path.size() - 1);
        }
        return !path.isEmpty();
    }
}
