/** Asks EPUBCheck about many EPUBs in one process, since its start takes longer than most of its checks. */

import com.adobe.epubcheck.tool.EpubChecker;

/**
 * Usage: Epubs (EPUB REPORT)...
 *
 * <p>Each EPUB's report is written as JSON into the file that follows it. Exit status: 0 where every EPUB was judged,
 * whatever was found; 2 where the arguments are not pairs.
 */
public final class Epubs {
    private Epubs() {}

    public static void main(String[] arguments) {
        if (arguments.length % 2 != 0) {
            System.err.println("usage: Epubs (EPUB REPORT)...");
            System.exit(2);
        }
        for (int i = 0; i < arguments.length; i += 2) {
            new EpubChecker().run(new String[] {arguments[i], "--json", arguments[i + 1]});
        }
    }
}
