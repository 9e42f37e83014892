"""Checks what was deployed: published.py REPOSITORY VERSION [--all]. A consumer needs neither our parent nor our build.

With --all, everything that we publish must be there, each with the jars of its sources and its Javadoc.
"""

import pathlib
import sys
import xml.etree.ElementTree as tree
import zipfile

NS = {"m": "http://maven.apache.org/POM/4.0.0"}
repository, version, whole = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:] == ["--all"]
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
        classes = {path.parent for path in map(pathlib.PurePosixPath, files.namelist()) if path.suffix == ".class"}
    if whole:
        check_sources(name, newest(folder, "-sources.jar"), classes)
        check_javadoc(name, newest(folder, "-javadoc.jar"))
    print(f"  {name}: {len(root.findall('m:dependencies/m:dependency', NS))} dependencies, {jar.stat().st_size // 1024} KiB")


def check_sources(name, jar, packages):
    if jar is None:
        problems.append(f"{name}: no jar of sources")
        return
    with zipfile.ZipFile(jar) as files:
        there = {path.parent for path in map(pathlib.PurePosixPath, files.namelist()) if path.suffix == ".java"}
    for package in sorted(packages - there):
        problems.append(f"{name}: its jar of sources has nothing of {package}")


def check_javadoc(name, jar):
    if jar is None:
        problems.append(f"{name}: no jar of Javadoc")
        return
    with zipfile.ZipFile(jar) as files:
        pages = [page for page in files.namelist() if page.endswith(".html")]
    if "index.html" not in pages or not any(page.endswith("package-summary.html") for page in pages):
        problems.append(f"{name}: its jar of Javadoc has no pages")


modules = [folder for folder in sorted(repository.glob("dog/rebe/*/" + version)) if folder.parent.name != "rebe-parent"]
for module in modules:
    check(module)
if (repository / "dog/rebe/rebe-parent").exists():
    problems.append("rebe-parent was deployed, and nobody needs it")
if len(modules) < (15 if whole else 8):
    problems.append(f"only {len(modules)} modules were deployed")
for problem in problems:
    print("problem: " + problem)
sys.exit(1 if problems else 0)
