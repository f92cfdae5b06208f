#!/usr/bin/env python3
"""What well-known tools take for a part of dateline's work, over the same folder of articles.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install spacy flashtext pyahocorasick
    /tmp/peers/bin/python benches/peers.py FOLDER

FOLDER holds text files or JSON Lines with a `text`. Each tool gets the names of gazetteers/groups.tsv and places.tsv and does what it is made for:
finding names (all), and three patterns of words on top (spaCy). None of them reads dates, builds clauses or extracts relations, so that the figures
say what a pipeline pays for names alone, not which tool is better.
"""
import csv, importlib.metadata, json, os, sys, time

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def articles(folder):
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            if name.endswith(".jsonl"):
                yield from (json.loads(line)["text"] for line in f if line.strip())
            else:
                yield f.read()


def names():
    found = set()
    for file in ("groups.tsv", "places.tsv"):
        with open(os.path.join(ROOT, "gazetteers", file), encoding="utf-8") as f:
            lines = (line for line in f if not line.startswith("#"))
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                found.add(row["name"])
                found.update(alias.split(":")[0] for alias in (row["aliases"] or "").split("|") if alias)
    return sorted(found)


def spacy_rules(names):
    import spacy
    from spacy.matcher import Matcher

    nlp = spacy.blank("en")
    nlp.max_length = 100_000_000
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "NAME", "pattern": name} for name in names])
    matcher = Matcher(nlp.vocab)
    verbs = ["killed", "attacked", "detained", "arrested", "wounded", "kidnapped"]
    matcher.add("act", [[{"LOWER": {"IN": verbs}}]])
    matcher.add("claim", [[{"LOWER": "claimed"}, {"LOWER": "responsibility"}]])
    matcher.add("toll", [[{"LIKE_NUM": True}, {"LOWER": {"IN": ["people", "men", "soldiers"]}}]])

    def run(text):
        doc = nlp(text)
        return len(doc.ents) + len(matcher(doc))

    return run


def spacy_tokens(_):
    import spacy

    nlp = spacy.blank("en")
    nlp.max_length = 100_000_000
    return lambda text: len(nlp(text))


def flashtext_names(names):
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    for name in names:
        processor.add_keyword(name)
    return lambda text: len(processor.extract_keywords(text))


def ahocorasick_names(names):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, name)
    automaton.make_automaton()
    return lambda text: sum(1 for _ in automaton.iter_long(text))


def main():
    texts = list(articles(sys.argv[1]))
    size = sum(len(text.encode()) for text in texts)
    known = names()
    print(f"{len(texts)} articles, {size} bytes, {len(known)} names")
    for label, package, make in [
        ("spaCy blank, words", "spacy", spacy_tokens),
        ("spaCy blank, EntityRuler and Matcher", "spacy", spacy_rules),
        ("flashtext, names", "flashtext", flashtext_names),
        ("pyahocorasick, names, word bounds ignored", "pyahocorasick", ahocorasick_names),
    ]:
        run = make(known)
        best, found = float("inf"), 0
        for _ in range(3):
            start = time.perf_counter()
            found = sum(run(text) for text in texts)
            best = min(best, time.perf_counter() - start)
        assert found > 0, "a peer must find something"
        print(f"{label:42} {importlib.metadata.version(package):8} {size / best / 1e6:8.2f} MB/s  {found} found")


if __name__ == "__main__":
    main()
