package dev.latchkey.testing;

import static java.util.stream.Collectors.toCollection;

import dev.latchkey.testing.PageForm.Input;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which request a form on a page becomes (HTML §4.10.21.3). */
final class Submission {
    private Submission() {}

    /** The user fills in fields and clicks the button with this text. */
    static Navigation byButton(Page from, String buttonText, Map<String, String> fields) {
        for (PageForm form : from.forms()) {
            for (PageForm.Button button : form.buttons()) {
                if (button.text().equals(buttonText)) {
                    return byButton(from, form, button, fields);
                }
            }
        }
        throw new IllegalStateException("no button \"" + buttonText + "\" in " + from);
    }

    /** A script of the page sends its only form as it stands. */
    static Navigation byItself(Page from) {
        if (!from.submitsItself()) {
            throw new IllegalStateException("expected a page whose only form is sent by a script, not " + from);
        }
        PageForm form = from.forms().get(0);
        return send(from, form, entries(form.inputs())).byScript();
    }

    /** A script of the page puts the fragment into the only empty hidden field of the only form, and sends it. */
    static Navigation byRelay(Page from) {
        if (!isRelay(from)) {
            throw new IllegalStateException(
                    "expected a page with one form that has one empty hidden field, not " + from);
        }
        PageForm form = from.forms().get(0);
        String fragment = Objects.requireNonNullElse(from.fragment(), "");
        List<Input> filled = form.inputs().stream()
                .map(input -> isEmpty(input) ? new Input(input.name(), fragment, true) : input)
                .toList();
        return send(from, form, entries(filled)).byScript();
    }

    /** Whether the page has the form of {@link #byRelay}. */
    static boolean isRelay(Page page) {
        List<PageForm> forms = page.forms();
        return forms.size() == 1
                && forms.get(0).inputs().stream().filter(Submission::isEmpty).count() == 1;
    }

    private static boolean isEmpty(Input input) {
        return input.hidden() && input.value().isEmpty();
    }

    private static Navigation byButton(Page from, PageForm form, PageForm.Button button, Map<String, String> fields) {
        for (String name : fields.keySet()) {
            if (!form.fields().containsKey(name)) {
                throw new IllegalStateException("no field \"" + name + "\" in the form of " + from);
            }
        }
        List<Map.Entry<String, String>> sent = entries(form.inputs());
        sent.replaceAll(input -> Map.entry(input.getKey(), fields.getOrDefault(input.getKey(), input.getValue())));
        if (!button.name().isEmpty()) {
            sent.add(Map.entry(button.name(), button.value()));
        }
        return send(from, form, sent);
    }

    private static Navigation send(Page from, PageForm form, List<Map.Entry<String, String>> sent) {
        if (form.method().equals("post")) {
            return Navigation.post(form.action(), FormBody.of(form.enctype(), sent), Initiator.page(from));
        }
        String action = form.action().toString().replaceFirst("[?#].*", "");
        String query = FormBody.of(PageForm.URL_ENCODED, sent).text();
        return Navigation.page(URI.create(action + "?" + query), Initiator.page(from));
    }

    private static List<Map.Entry<String, String>> entries(List<Input> inputs) {
        return inputs.stream()
                .map(input -> Map.entry(input.name(), input.value()))
                .collect(toCollection(ArrayList::new));
    }
}
