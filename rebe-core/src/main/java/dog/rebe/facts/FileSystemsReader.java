package dog.rebe.facts;

import dog.rebe.command.BatchMember;
import dog.rebe.facts.FileSystems.Mount;
import dog.rebe.facts.FileSystems.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads /proc/mounts and asks {@code df} for sizes: first for all that is local, in one go, then
 * for each mount over a network by itself. A dead server costs the size of its own mount and of
 * those after it. Left out is what has no device: /proc, /dev, cgroups, memory file systems.
 */
final class FileSystemsReader implements FactReader<FileSystems> {

  private static final Pattern SIZES =
      Pattern.compile(".*?\\s+([0-9]+)\\s+([0-9]+)\\s+(-?[0-9]+)\\s+(?:[0-9]+%|-)\\s+(/.*)");

  @Override
  public Topic topic() {
    return Topic.FILE_SYSTEMS;
  }

  @Override
  public BatchMember.Kind kind() {
    return BatchMember.Kind.SEPARATE;
  }

  @Override
  public long outputBytes() {
    return 64 * 1024;
  }

  @Override
  public String script() {
    return """
        w= i=0
        set --
        while read -r d m t o l;do
        case $t in autofs|proc|sysfs|devtmpfs)continue;;esac
        case $d:$m:$t in /*|*:/*:/*|*:/:*|*:zfs|*:btrfs|*:9p|*:virtiofs);;*)continue;;esac
        if [ $i = 100 ];then r_add cut=yes;break;fi
        i=$((i+1))
        r_add "mount $d $m $t $o"
        case $m in *\\\\*)m=$(printf %b "$(echo "$m"|sed 's/\\\\/\\\\0/g')");;esac
        case $t in nfs*|cifs|smb*|fuse.*|9p|ceph|glusterfs|afs|lustre|ncpfs)w=$w$m$N;;*)set -- "$@" "$m";;esac
        done </proc/mounts
        r_add '== local'
        r_say
        if [ $# != 0 ];then df -P -k "$@";fi
        echo '== remote'
        set -f;IFS=$N
        for m in $w;do df -P -k "$m";done
        echo '== end'""";
  }

  @Override
  public Told<FileSystems> read(FactText text) throws FactException {
    text.requiredSection("end");
    return told(text);
  }

  @Override
  public Told<FileSystems> readLate(FactText text) throws FactException {
    if (text.section("remote").isEmpty()) {
      throw new FactException(Reason.TIMED_OUT, "df did not answer for the local file systems");
    }
    return told(text);
  }

  private static Told<FileSystems> told(FactText text) throws FactException {
    Map<String, Space> spaces = new HashMap<>();
    for (String section : List.of("local", "remote")) {
      for (String line : text.requiredSection(section)) {
        space(line, spaces);
      }
    }
    if (text.value("cut").isPresent()) {
      throw new FactException(Reason.TOO_LONG, "there are more than 100 mounts");
    }
    List<Mount> mounts = new ArrayList<>();
    for (String line : text.lines()) {
      mounts.add(mount(Fields.of(line, 5), spaces));
    }
    if (mounts.isEmpty()) {
      throw new FactException(Reason.NOT_THERE, "nothing is mounted that has a device");
    }
    if (spaces.isEmpty()) {
      throw new FactException(Reason.FAILED, "df told no size at all");
    }
    return new Told<>(new FileSystems(mounts), "/proc/mounts and df");
  }

  private static Mount mount(Fields fields, Map<String, Space> spaces) {
    String mountPoint = unescaped(fields.text(2));
    return new Mount(
        unescaped(fields.text(1)),
        mountPoint,
        fields.text(3),
        Arrays.asList(fields.text(4).split(",", -1)).contains("ro"),
        Optional.ofNullable(spaces.get(mountPoint)));
  }

  private static void space(String line, Map<String, Space> spaces) throws FactException {
    if (line.startsWith("Filesystem")) {
      return;
    }
    Matcher sizes = SIZES.matcher(line);
    if (!sizes.matches()) {
      throw FactException.notUnderstood("no sizes", line);
    }
    try {
      spaces.put(
          sizes.group(4),
          new Space(
              kibibytes(sizes.group(1)), kibibytes(sizes.group(2)), kibibytes(sizes.group(3))));
    } catch (ArithmeticException | NumberFormatException e) {
      throw FactException.notUnderstood("no sizes", line);
    }
  }

  private static long kibibytes(String number) {
    return Math.multiplyExact(Long.parseLong(number), 1024L);
  }

  /** /proc/mounts writes white space and backslashes as three octal digits behind a backslash. */
  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\'
          && i + 3 < text.length()
          && text.substring(i + 1, i + 4).matches("[0-7]{3}")) {
        plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }
}
