//! Endless sentences in which nothing is repeated as it was: what is looked for far away in a sentence of other clauses costs
//! its length each time, which a repeated clause, that holds all its own, does not show.

/// What each part of a clause may be, and what joins the next clause.
const PARTS: [&str; 5] = [
    "gunmen|the army|two rebels|Turkish police|the Taliban|Omar Dale|a car bomb|it|they|no one|soldiers loyal to the mayor|\
     five men, two of them masked,|the bombing|an air strike|a bus carrying pilgrims|Mosul|three of those killed|\
     a group known as Dawn Front|the governor's guards|Israel and Hezbollah",
    " attacked a church| killed 12 people| said| said that| denied that| was blamed for the blast| fled to Kabul| was seized|\
     \x20claimed responsibility for the raid| kidnapped two nurses| accused the army of killing a farmer| had been held since 2019|\
     \x20fought the rebels| who met Omar Dale| and the police shelled the town| were detained| shot dead a judge and his driver|\
     \x20exploded| did not attack the base| may have planned the attack| wounded",
    "|| in Aleppo| near Mosul, Iraq| outside the bank| from the north of the city| against the Taliban| with rockets",
    "|| on Monday| on 3 May 2021| last week| hours after the blast| since June| for three days| in October",
    ", | and | while | but | after | because | before |, who |, which | that |, killing 12, |, police said, |, according to the mayor, |\
     \x20where | (the second this week) | \u{2014} | as |, where | and then | when \"the rebels\" |, leaving nine dead and | if | or ",
];

/// A sentence of about so many bytes, each clause drawn from a grammar; a name that no list has stands in each tenth.
pub fn clauses(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 200);
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut draw = |most: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % most
    };
    while text.len() < bytes {
        for part in PARTS {
            text.extend(part.split('|').nth(draw(part.split('|').count())));
        }
        if draw(10) == 0 {
            let syllables: [&str; 4] = std::array::from_fn(|_| ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "ro", "su"][draw(10)]);
            text.extend(["Tar", syllables[0], syllables[1], " Vel", syllables[2], syllables[3], " "]);
        }
    }
    text
}

/// What stands once before and once behind what is repeated, and may be looked for from each of its verbs or names.
pub const FAR: [(&str, [&str; 3]); 27] = [
    // Without a place, which each of them would have.
    (
        "relations of no place",
        ["", "police arrested two men on charges of murder ", "there."],
    ),
    (
        "a place behind verbs",
        ["Rebels ", "attacked a church and killed men and ", "fled in Aleppo."],
    ),
    (
        "a day behind verbs",
        ["Rebels ", "attacked a church and killed men and ", "fled on Monday."],
    ),
    (
        "a subject before verbs",
        ["Rebels of the Dawn Front ", "attacked churches, killed men, ", "and fled."],
    ),
    (
        "a speaker behind clauses",
        [
            "",
            "rebels attacked a church and the army shelled a town, ",
            "the mayor of Aleppo said.",
        ],
    ),
    (
        "a speaker before clauses",
        [
            "The mayor said that ",
            "rebels attacked a church and the army shelled a town, ",
            ".",
        ],
    ),
    (
        "a verb behind relatives",
        ["The rebels", " who fought men who shot guards", " were killed in Aleppo."],
    ),
    (
        "a verb behind places",
        ["A bombing", " in Aleppo and near Mosul", " killed 12 people."],
    ),
    ("a verb behind towns", ["In ", "Aleppo, ", "rebels attacked a church."]),
    ("deaths without a space", ["", "he\u{200b}died,", ""]),
    (
        "attacks without a space",
        ["", "gunmen\u{200b}attacked\u{200b}a\u{200b}church,", ""],
    ),
    ("weekdays", ["", "Monday ", ""]),
    ("one phrase of verbs", ["", "killed-", ""]),
    ("one phrase of counts", ["Rebels killed ", "two soldiers ", "in Aleppo."]),
    ("one phrase of doers", ["A ", "squad attack ", "on a base killed nine."]),
    ("words that narrow a day", ["", "Early ", ""]),
    ("titles", ["", "Bishop\n", ""]),
    ("who speaks for speakers", ["", "a spokesman for ", "the Taliban said."]),
    ("ties in capitals", ["", "REBELS ATTACKED THE BASE, SAID THE MAYOR\n", ""]),
    (
        "things in capitals",
        ["", "THE ODF (ORUMBA DAWN FRONT) AND OMAR DALE CONDEMNED THE ATTACK; ", ""],
    ),
    (
        "bombs that went off",
        [
            "Rebels set off a bomb aimed at a church, ",
            "a bomb exploded and ",
            "the army fled.",
        ],
    ),
    (
        "a verb behind subjects",
        ["", "gunmen, two soldiers and ", "rebels attacked Aleppo."],
    ),
    (
        "objects behind a verb",
        ["Rebels killed ", "a man, two soldiers and ", "three nurses in Aleppo."],
    ),
    (
        "participles behind a clause",
        ["Rebels attacked a church", ", killing men, wounding guards", " and police said."],
    ),
    (
        "what is planned behind a verb",
        ["Rebels plotted to ", "storm, kill, burn, shell, ", "and flee."],
    ),
    (
        "a name before pronouns",
        ["Omar Dale spoke, ", "he said they attacked it and ", "the army fled."],
    ),
    (
        "events before a place",
        [
            "The army spoke of ",
            "attacks on men, raids by rebels and ",
            "bombings in Aleppo on Monday.",
        ],
    ),
];

/// One of [`FAR`] of about so many bytes.
pub fn far([before, unit, behind]: [&str; 3], bytes: usize) -> String {
    [before, &unit.repeat(bytes / unit.len()), behind].concat()
}
