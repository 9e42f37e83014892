package dog.rebe.ssh.config;

import dog.rebe.ssh.config.DirectiveRule.Followed;
import dog.rebe.ssh.config.DirectiveRule.PassedOver;
import dog.rebe.ssh.config.DirectiveRule.Reason;
import dog.rebe.ssh.config.DirectiveRule.Refused;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every directive of ssh_config(5), up to OpenSSH 10, and what is done with it. {@code Host},
 * {@code Match} and {@code Include} are read before and stand here so that they are known.
 */
final class DirectiveRules {

  private static final Map<String, DirectiveRule> RULES = rules();
  private static final Map<String, String> PRESENT_NAMES = presentNames();

  private DirectiveRules() {}

  /** What is done with a directive; empty if there is no such directive. */
  static Optional<DirectiveRule> of(String keyword) {
    return Optional.ofNullable(RULES.get(keyword));
  }

  /** The name that a directive has today. */
  static String presentName(String keyword) {
    return PRESENT_NAMES.getOrDefault(keyword, keyword);
  }

  private static Map<String, String> presentNames() {
    Map<String, String> names = new HashMap<>();
    names.put("identityfile2", "identityfile");
    names.put("dsaauthentication", "pubkeyauthentication");
    names.put("challengeresponseauthentication", "kbdinteractiveauthentication");
    names.put("skeyauthentication", "kbdinteractiveauthentication");
    names.put("tisauthentication", "kbdinteractiveauthentication");
    names.put("hostbasedkeytypes", "hostbasedacceptedalgorithms");
    names.put("pubkeyacceptedkeytypes", "pubkeyacceptedalgorithms");
    names.put("smartcarddevice", "pkcs11provider");
    names.put("keepalive", "tcpkeepalive");
    // Debian's
    names.put("protocolkeepalives", "serveraliveinterval");
    names.put("setuptimeout", "serveraliveinterval");
    return Collections.unmodifiableMap(names);
  }

  private static Map<String, DirectiveRule> rules() {
    Map<String, DirectiveRule> rules = new HashMap<>();
    followed(rules);
    refused(rules);
    passedOver(rules);
    return Collections.unmodifiableMap(rules);
  }

  private static void followed(Map<String, DirectiveRule> rules) {
    Map<String, ValueForm> forms = new HashMap<>();
    forms.put("host", ValueForm.WORDS);
    forms.put("match", ValueForm.WORDS);
    forms.put("include", ValueForm.WORDS);
    forms.put("ignoreunknown", ValueForm.ONE);
    forms.put("hostname", ValueForm.ONE);
    forms.put("user", ValueForm.ONE);
    forms.put("port", ValueForm.PORT);
    forms.put("addressfamily", ValueForm.ADDRESS_FAMILY);
    forms.put("identityfile", ValueForm.ONE);
    forms.put("certificatefile", ValueForm.ONE);
    forms.put("identitiesonly", ValueForm.FLAG);
    forms.put("identityagent", ValueForm.ONE);
    forms.put("pubkeyauthentication", ValueForm.PUBLIC_KEY);
    forms.put("passwordauthentication", ValueForm.FLAG);
    forms.put("kbdinteractiveauthentication", ValueForm.FLAG);
    forms.put("preferredauthentications", ValueForm.ONE);
    forms.put("proxyjump", ValueForm.JUMPS);
    forms.put("hostkeyalias", ValueForm.ONE);
    forms.put("userknownhostsfile", ValueForm.LIST);
    forms.put("globalknownhostsfile", ValueForm.LIST);
    forms.put("hashknownhosts", ValueForm.FLAG);
    forms.put("connecttimeout", ValueForm.TIME);
    forms.put("serveraliveinterval", ValueForm.TIME);
    forms.put("serveralivecountmax", ValueForm.COUNT);
    forms.forEach((keyword, form) -> rules.put(keyword, new Followed(form)));
  }

  private static void refused(Map<String, DirectiveRule> rules) {
    refuse(
        rules,
        "stricthostkeychecking",
        "A host's key is always checked, and a new one is trusted only by an explicit act: say yes,"
            + " and enroll the host",
        "yes",
        "true",
        "ask");
    refuse(
        rules,
        "nohostauthenticationforlocalhost",
        "A host's key is always checked: say no, and enroll the host",
        "no",
        "false");
    refuse(
        rules,
        "verifyhostkeydns",
        "Keys of hosts are not looked up in DNS: say no, and enroll the host",
        "no",
        "false",
        "ask");
    refuse(
        rules,
        "checkhostip",
        "Keys are not checked a second time under the host's address: say no",
        "no",
        "false");
    refuse(
        rules,
        "knownhostscommand",
        "No command is run for host keys: put its output into a file and name that with"
            + " UserKnownHostsFile",
        "none");
    refuse(
        rules,
        "revokedhostkeys",
        "List revoked keys in a file of known hosts, in lines that begin with @revoked",
        "none");
    String algorithms =
        "The algorithms are the transport's choice, the same for every host: delete the line, or"
            + " say above it that it may be passed over, with IgnoreUnknown and its full name";
    for (String keyword :
        new String[] {
          "hostkeyalgorithms",
          "casignaturealgorithms",
          "pubkeyacceptedalgorithms",
          "kexalgorithms",
          "ciphers",
          "macs",
          "requiredrsasize"
        }) {
      refuse(rules, keyword, algorithms);
    }
    refuse(
        rules,
        "proxycommand",
        "No command is run to reach a host: use ProxyJump, or name an address that can be reached",
        "none");
    String canonical = "Names are taken as they are: write the whole name with HostName";
    refuse(rules, "canonicalizehostname", canonical + ", and say no here", "no", "false");
    refuse(rules, "canonicalizepermittedcnames", canonical + ", and say none here", "none");
    String source = "The address to connect from cannot be chosen: delete the line";
    refuse(rules, "bindaddress", source);
    refuse(rules, "bindinterface", source);
    refuse(
        rules,
        "pkcs11provider",
        "Keys on cards are reached through an agent: load the provider into it with ssh-add -s, and"
            + " say none here",
        "none");
    refuse(
        rules,
        "securitykeyprovider",
        "Keys on authenticators are reached through an agent: add them to it, and say internal here",
        "internal");
    refuse(
        rules,
        "remotecommand",
        "The command is the caller's: say none, or use another Host for this purpose",
        "none");
    refuse(rules, "sessiontype", "Commands are run: say default", "default");
    refuse(rules, "permitlocalcommand", "No command is run on this side: say no", "no", "false");
    refuse(
        rules,
        "refuseconnection",
        "Use another host: the configuration says that this one is not to be used");
  }

  private static void refuse(
      Map<String, DirectiveRule> rules, String keyword, String remedy, String... accepted) {
    rules.put(keyword, new Refused(Set.of(accepted), remedy));
  }

  private static void passedOver(Map<String, DirectiveRule> rules) {
    passOver(rules, Reason.MESSAGES, "loglevel", "logverbose", "syslogfacility", "fingerprinthash");
    passOver(rules, Reason.MESSAGES, "visualhostkey", "warnweakcrypto");
    passOver(rules, Reason.TERMINAL, "escapechar", "enableescapecommandline", "requesttty");
    passOver(rules, Reason.TERMINAL, "stdinnull", "forkafterauthentication");
    passOver(rules, Reason.TERMINAL, "obscurekeystroketiming");
    passOver(rules, Reason.QUESTIONS, "batchmode", "numberofpasswordprompts", "addkeystoagent");
    passOver(rules, Reason.FORWARDING, "forwardagent", "forwardx11", "forwardx11timeout");
    passOver(rules, Reason.FORWARDING, "forwardx11trusted", "xauthlocation", "localforward");
    passOver(rules, Reason.FORWARDING, "remoteforward", "dynamicforward", "permitremoteopen");
    passOver(rules, Reason.FORWARDING, "gatewayports", "exitonforwardfailure");
    passOver(rules, Reason.FORWARDING, "clearallforwardings", "tunnel", "tunneldevice");
    passOver(rules, Reason.FORWARDING, "streamlocalbindmask", "streamlocalbindunlink");
    passOver(rules, Reason.SHARING, "controlmaster", "controlpath", "controlpersist");
    passOver(rules, Reason.TUNING, "compression", "connectionattempts", "ipqos", "rekeylimit");
    passOver(rules, Reason.TUNING, "tcpkeepalive", "channeltimeout", "versionaddendum");
    passOver(rules, Reason.ENVIRONMENT, "sendenv", "setenv");
    passOver(rules, Reason.UNUSED_LOGINS, "gssapiauthentication", "gssapiclientidentity");
    passOver(rules, Reason.UNUSED_LOGINS, "gssapidelegatecredentials", "gssapikexalgorithms");
    passOver(rules, Reason.UNUSED_LOGINS, "gssapikeyexchange", "gssapirenewalforcesrekey");
    passOver(rules, Reason.UNUSED_LOGINS, "gssapiserveridentity", "gssapitrustdns");
    passOver(rules, Reason.UNUSED_LOGINS, "hostbasedauthentication", "enablesshkeysign");
    passOver(rules, Reason.UNUSED_LOGINS, "hostbasedacceptedalgorithms", "kbdinteractivedevices");
    passOver(rules, Reason.NEVER_DONE, "updatehostkeys");
    passOver(rules, Reason.DEPENDENT, "localcommand", "proxyusefdpass", "tag");
    passOver(rules, Reason.DEPENDENT, "canonicaldomains", "canonicalizefallbacklocal");
    passOver(rules, Reason.DEPENDENT, "canonicalizemaxdots");
    passOver(rules, Reason.OBSOLETE, "protocol", "cipher", "compressionlevel", "fallbacktorsh");
    passOver(rules, Reason.OBSOLETE, "usersh", "useroaming", "useprivilegedport");
    passOver(rules, Reason.OBSOLETE, "globalknownhostsfile2", "userknownhostsfile2");
    passOver(rules, Reason.OBSOLETE, "rhostsauthentication", "rhostsrsaauthentication");
    passOver(rules, Reason.OBSOLETE, "rsaauthentication", "afstokenpassing");
    passOver(rules, Reason.OBSOLETE, "kerberosauthentication", "kerberostgtpassing");
  }

  private static void passOver(
      Map<String, DirectiveRule> rules, Reason reason, String... keywords) {
    for (String keyword : keywords) {
      rules.put(keyword, new PassedOver(reason));
    }
  }
}
