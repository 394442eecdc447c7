/** Asks the veraPDF engine (MPL-2.0) whether PDFs keep a standard, and prints every rule that they break. */

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Each line of standard input is a question: flavours, apart by commas, and files, all apart by tabs. A flavour is
 * veraPDF's own short name such as ua1 or 2a. One process answers many questions, since its start takes longer than most.
 *
 * <p>Standard output carries one line for each broken rule, six fields apart by tabs: file, flavour, clause and test,
 * number of failures, what the standard asks, where it failed first. A line "file, flavour, checks, number" tells how
 * many checks ran, "file, flavour, failed, reason" that it could not be judged. A line "end" closes each answer.
 */
public final class Verdict {
    private static final int MOST_FAILURES_KEPT = 2000;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Verdict() {}

    public static void main(String[] arguments) throws IOException {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] question = line.split("\t");
            for (String flavour : question[0].split(",")) {
                for (int i = 1; i < question.length; i++) {
                    answer(flavour, question[i]);
                }
            }
            OUT.println("end");
        }
    }

    private static void answer(String flavour, String file) {
        try {
            judge(PDFAFlavour.byFlavourId(flavour), file);
        } catch (Exception problem) {
            print(file, flavour, "failed", problem.toString());
        }
    }

    private static void judge(PDFAFlavour flavour, String file) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance()
                        .createValidator(flavour, MOST_FAILURES_KEPT, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            print(file, flavour.getId(), "checks", String.valueOf(result.getTotalAssertions()));
            Map<RuleId, TestAssertion> first = new LinkedHashMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    first.putIfAbsent(assertion.getRuleId(), assertion);
                }
            }
            first.forEach((rule, assertion) -> print(
                    file,
                    flavour.getId(),
                    rule.getClause() + "-" + rule.getTestNumber(),
                    String.valueOf(result.getFailedChecks().getOrDefault(rule, 1)),
                    assertion.getMessage(),
                    assertion.getLocation().getContext()));
        }
    }

    private static void print(String... fields) {
        for (int i = 0; i < fields.length; i++) {
            fields[i] = fields[i] == null ? "" : fields[i].replaceAll("\\s+", " ").trim();
        }
        OUT.println(String.join("\t", fields));
    }
}
