"""Checks what was deployed: published.py REPOSITORY VERSION. A consumer needs neither our parent nor our build."""

import pathlib
import sys
import xml.etree.ElementTree as tree
import zipfile

NS = {"m": "http://maven.apache.org/POM/4.0.0"}
repository, version = pathlib.Path(sys.argv[1]), sys.argv[2]
problems = []


def newest(folder, ending):
    found = sorted(folder.glob("*" + ending))
    return found[-1] if found else None


def check(folder):
    name = folder.parent.name
    pom, jar = newest(folder, ".pom"), newest(folder, "[0-9].jar") or newest(folder, "SNAPSHOT.jar")
    if pom is None or jar is None:
        problems.append(f"{name}: no POM or no jar")
        return
    root = tree.parse(pom).getroot()
    for tag in ("parent", "build", "profiles", "dependencyManagement", "repositories"):
        if root.find("m:" + tag, NS) is not None:
            problems.append(f"{name}: its POM has <{tag}>")
    for tag in ("name", "description", "url", "licenses", "scm", "developers"):
        if root.find("m:" + tag, NS) is None:
            problems.append(f"{name}: its POM has no <{tag}>, which Maven Central asks for")
    for dependency in root.findall("m:dependencies/m:dependency", NS):
        said = {child.tag.split("}")[1]: (child.text or "").strip() for child in dependency}
        scope = said.get("scope", "compile")
        # Annotations only, which a compiler does without
        if scope not in ("compile", "runtime") and said["artifactId"] != "jspecify":
            problems.append(f"{name}: {said['artifactId']} has the scope {scope}")
        if not said.get("version") or "${" in said["version"]:
            problems.append(f"{name}: {said['artifactId']} has the version {said.get('version')}")
    with zipfile.ZipFile(jar) as files:
        if "META-INF/LICENSE" not in files.namelist():
            problems.append(f"{name}: its jar has no META-INF/LICENSE")
    print(f"  {name}: {len(root.findall('m:dependencies/m:dependency', NS))} dependencies, {jar.stat().st_size // 1024} KiB")


modules = [folder for folder in sorted(repository.glob("dog/rebe/*/" + version)) if folder.parent.name != "rebe-parent"]
for module in modules:
    check(module)
if (repository / "dog/rebe/rebe-parent").exists():
    problems.append("rebe-parent was deployed, and nobody needs it")
if len(modules) < 8:
    problems.append(f"only {len(modules)} modules were deployed")
for problem in problems:
    print("problem: " + problem)
sys.exit(1 if problems else 0)
