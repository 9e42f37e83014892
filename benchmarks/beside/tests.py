"""python3 -m unittest beside.tests, in benchmarks/."""
import json, os, tempfile, unittest
from html.parser import HTMLParser

from beside import page, results, worse


def client(*runs, failed=0):
    return {"operations": 100, "failed": failed, "runs": list(runs)}


def found(**all_clients):
    return {"machine": {"processors": 2}, "options": {"runs": 3}, "missing": ["clush"],
            "works": {"warm": {"title": "Warm <&>", "reference": "rebe", "clients": all_clients}}}


def walls(*times):
    return client(*({"wall_ms": time} for time in times))


class Results(unittest.TestCase):
    def test_come_back_from_a_file_as_they_were(self):
        before = found(rebe=walls(1, 2, 3))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "results.json")
            results.save(before, path)
            self.assertEqual(results.load(path), {"format": 1, **before})

    def test_of_another_format_are_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "results.json")
            with open(path, "w") as f:
                json.dump({"format": 2}, f)
            with self.assertRaisesRegex(ValueError, "format 1"):
                results.load(path)

    def test_take_the_median_and_its_ratio(self):
        work = found(rebe=walls(1, 2, 9), sshj=walls(4, 5, 6))["works"]["warm"]
        self.assertEqual(results.median(work["clients"]["rebe"], "wall_ms"), 2)
        self.assertEqual(results.ratio(work, work["clients"]["sshj"], "wall_ms"), 2.5)

    def test_show_no_measure_that_nobody_has(self):
        self.assertEqual(results.measures(found(rebe=walls(1))["works"]["warm"]), ["wall_ms"])


class Pages(unittest.TestCase):
    def test_tell_each_client_with_its_ratio_and_what_is_missing(self):
        text = page.markdown(found(rebe=walls(1, 2, 3), sshj=walls(5, 6, 7)))
        self.assertIn("| rebe | 100 x 3 | 2.00 (1.00 to 3.00) |", text)
        self.assertIn("| sshj | 100 x 3 | 6.00 (5.00 to 7.00) 3.00 times |", text)
        self.assertIn("Not here: clush.", text)

    def test_mark_a_ratio_whose_spreads_touch(self):
        self.assertIn("2.00 times? |", page.markdown(found(rebe=walls(1, 2, 5), sshj=walls(3, 4, 7))))

    def test_tell_of_failures_and_of_clients_without_a_figure(self):
        text = page.markdown(found(rebe=walls(1), sshj=client(failed=3)))
        self.assertIn("| sshj | 100 x 0, 3 failed |  |", text)

    def test_are_one_file_that_loads_nothing(self):
        text = page.page(found(rebe=walls(1, 2, 3), sshj=walls(5, 6, 7)))
        loads = []

        class Loads(HTMLParser):
            def handle_starttag(self, tag, attributes):
                loads.extend(value for name, value in attributes if name in ("src", "href"))

        Loads().feed(text)
        self.assertEqual(loads, [])
        self.assertNotIn("@import", text)
        self.assertEqual(text.count("<rect"), 2)
        self.assertIn("Warm &lt;&amp;&gt;", text)


class Worse(unittest.TestCase):
    def verdicts(self, before, now):
        return [verdict for verdict, _ in worse.compare(before, now)]

    def test_is_a_figure_that_grew_beyond_the_spread(self):
        self.assertEqual(self.verdicts(found(rebe=walls(1.0, 1.1, 1.2)), found(rebe=walls(1.5, 1.6, 1.7))), ["worse"])

    def test_is_not_a_figure_within_the_spread(self):
        self.assertEqual(self.verdicts(found(rebe=walls(1.0, 1.1, 1.6)), found(rebe=walls(1.5, 1.6, 1.7))), ["same"])

    def test_is_not_what_the_machine_did_to_all(self):
        before = found(rebe=walls(1.0, 1.1, 1.2), sshj=walls(2.0, 2.0, 2.0))
        self.assertEqual(self.verdicts(before, found(rebe=walls(2.0, 2.2, 2.4), sshj=walls(4.0, 4.0, 4.0))), ["same"])

    def test_is_what_stayed_when_the_machine_became_faster(self):
        before = found(rebe=walls(1.0, 1.1, 1.2), sshj=walls(2.0, 2.0, 2.0))
        self.assertEqual(self.verdicts(before, found(rebe=walls(1.0, 1.1, 1.2), sshj=walls(1.0, 1.0, 1.0))), ["worse"])

    def test_says_what_got_better(self):
        self.assertEqual(self.verdicts(found(rebe=walls(2.0, 2.1)), found(rebe=walls(1.0, 1.1))), ["better"])

    def test_misses_figures_that_are_gone(self):
        self.assertEqual(self.verdicts(found(rebe=walls(1.0)), found(rebe=client(failed=3))), ["gone"])
        self.assertEqual(self.verdicts(found(rebe=walls(1.0)), {**found(), "works": {}}), ["gone"])

    def test_judges_no_peer(self):
        self.assertEqual(self.verdicts(found(sshj=walls(1.0)), found(sshj=walls(9.0))), [])


if __name__ == "__main__":
    unittest.main()
