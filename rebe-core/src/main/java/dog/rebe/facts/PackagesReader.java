package dog.rebe.facts;

import dog.rebe.facts.Packages.PackageDatabase;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what the package managers' own databases hold. Their lists are long (60 KiB for 800
 * packages), so a checksum stands for them. rpm has no text to read and is asked itself, without
 * its signature checks; it is known to hang on a damaged database.
 */
final class PackagesReader implements FactReader<Packages> {

  @Override
  public Topic topic() {
    return Topic.PACKAGES;
  }

  @Override
  public String script() {
    return """
        r_rpm(){
        l=$(rpm -qa --nosignature --nodigest --queryformat '%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}\\n')||exit 1
        set -- $l;echo "rpm $# $(echo "$l"|$c)"
        }
        m= c=cksum e=0
        command -v cksum >/dev/null||c=md5sum
        d=/var/lib/dpkg/status
        if [ -r $d ];then m=y;echo "dpkg $(grep -c '^Status: .* ok installed' $d) $($c <$d)";fi
        for d in /usr/lib/opkg/status /var/lib/opkg/status;do
        if [ -r $d ];then m=y;echo "opkg $(grep -c '^Status: .* installed' $d) $($c <$d)";break;fi
        done
        d=/lib/apk/db/installed
        if [ -r $d ];then m=y;echo "apk $(grep -c '^P:' $d) $($c <$d)";fi
        d=/var/lib/pacman/local
        if [ -d $d ];then m=y;set -- $d/*-*/;l=$*;echo "pacman $# $(echo "$l"|$c)";fi
        for d in /usr/lib/sysimage/rpm /var/lib/rpm;do
        if [ -e $d/rpmdb.sqlite ]||[ -e $d/Packages ]||[ -e $d/Packages.db ];then m=y;rebe_bounded 10 r_rpm;e=$?;break;fi
        done
        if [ $m ];then r_end $e;else r_none 'no package database that we know';fi""";
  }

  @Override
  public Told<Packages> read(FactText text) throws FactException {
    List<PackageDatabase> databases = new ArrayList<>();
    for (String line : text.lines()) {
      Fields fields = Fields.of(line, 4);
      String checksum = fields.rest(2).replace(" -", "").replace(' ', ':');
      if (!checksum.matches("[0-9a-f]{1,64}(:[0-9]{1,19})?")) {
        throw FactException.notUnderstood("no checksum", line);
      }
      databases.add(new PackageDatabase(fields.text(0), fields.smallNumber(1), checksum));
    }
    if (databases.isEmpty()) {
      throw new FactException(Reason.NOT_UNDERSTOOD, "the answer has no package database");
    }
    return new Told<>(new Packages(databases), "the package managers' databases");
  }
}
