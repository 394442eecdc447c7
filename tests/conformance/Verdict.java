/** Asks the veraPDF engine (MPL-2.0) whether PDFs keep a standard, and prints every rule that they break. */

import java.io.File;
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
 * Usage: Verdict FLAVOUR,... FILE..., where a flavour is veraPDF's own short name such as ua1 or 2a.
 *
 * <p>Standard output carries one line for each broken rule, six fields apart by tabs: file, flavour, clause and test,
 * number of failures, what the standard asks, where it failed first. A line "file, flavour, checks, number" tells how
 * many checks ran. Exit status: 0 where every flavour is kept, 1 where one is not, 2 where a file could not be judged.
 */
public final class Verdict {
    private static final int MOST_FAILURES_KEPT = 2000;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Verdict() {}

    public static void main(String[] arguments) {
        if (arguments.length < 2) {
            System.err.println("usage: Verdict FLAVOUR,... FILE...");
            System.exit(2);
        }
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean kept = true;
        for (String name : arguments[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
            if (flavour == PDFAFlavour.NO_FLAVOUR) {
                System.err.println("veraPDF knows no flavour " + name);
                System.exit(2);
            }
            for (int i = 1; i < arguments.length; i++) {
                try {
                    kept &= judge(flavour, arguments[i]);
                } catch (Exception problem) {
                    System.err.println(arguments[i] + ": " + problem);
                    System.exit(2);
                }
            }
        }
        System.exit(kept ? 0 : 1);
    }

    private static boolean judge(PDFAFlavour flavour, String file) throws Exception {
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
            return result.isCompliant();
        }
    }

    private static void print(String... fields) {
        for (int i = 0; i < fields.length; i++) {
            fields[i] = fields[i] == null ? "" : fields[i].replaceAll("\\s+", " ").trim();
        }
        OUT.println(String.join("\t", fields));
    }
}
