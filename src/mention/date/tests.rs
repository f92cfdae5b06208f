use super::super::marks::Marks;
use super::*;
use proptest::prelude::*;

/// The tokens and dates of a text, whose style is told by its words where none is given.
fn dates_of(text: &str, style: Option<CaseStyle>, reference: Option<Day>) -> (Vec<Token>, Vec<DateHit>) {
    let mut out = Vec::new();
    let tokens = with_stages(text, style, |stages| find_dates(stages, (reference, false), &mut out));
    (tokens, out)
}

/// Gives the text as the recognisers read it to `each`, and returns its tokens.
fn with_stages(text: &str, style: Option<CaseStyle>, each: impl FnOnce(&Stages<'_>)) -> Vec<Token> {
    let (mut tokens, mut sentences) = (Vec::new(), Vec::new());
    crate::text::tokenize(text, &mut tokens);
    crate::text::split_sentences(text, &tokens, &mut sentences);
    let (mut words, mut marks) = (Vec::new(), Marks::default());
    marks.read(&tokens, &mut words);
    let stages = Stages {
        text,
        tokens: &tokens,
        sentences: &sentences,
        words: &words,
        marks: &marks,
        style: style.unwrap_or_else(|| crate::text::case_style(&tokens, marks.shouted.len())),
    };
    each(&stages);
    tokens
}

fn read(text: &str, reference: Option<&str>) -> String {
    let (tokens, out) = dates_of(text, None, reference.and_then(Day::parse));
    let show = |hit: &DateHit| {
        let span = tokens[hit.first as usize].span.cover(tokens[hit.end as usize - 1].span);
        format!("{}={}", span.text(text), hit.value)
    };
    out.iter().map(show).collect::<Vec<_>>().join(" | ")
}

#[test]
fn dates_of_news_count_from_the_publication() {
    for (text, expected) in [
        ("Rebels shelled the port on Jan. 28, 2024.", "Jan. 28, 2024=2024-01-28"),
        ("Rebels shelled the port on 28 January 2024.", "28 January 2024=2024-01-28"),
        (
            "It was raided on 2024-01-28 and 1/30/2024.",
            "2024-01-28=2024-01-28 | 1/30/2024=2024-01-30",
        ),
        ("The camp was raided on Sept 24.", "Sept 24=2023-09-24"),
        ("Gunmen fled in January 2024.", "January 2024=2024-01"),
        ("Gunmen fled in 2023.", "2023=2023"),
        ("Clans fought in the 1990s.", "the 1990s=199"),
        ("Two men were held on Monday.", "Monday=2024-02-05"),
        ("Troops will leave on Monday.", "Monday=2024-02-12"),
        ("They met last Tuesday.", "last Tuesday=2024-02-06"),
        ("The base was hit Thursday night.", "Thursday night=2024-02-08TNI"),
        ("A mortar fell yesterday.", "yesterday=2024-02-08"),
        ("A mortar fell last week.", "last week=2024-W05"),
        ("The vote is next month.", "next month=2024-03"),
        ("He vanished three days ago.", "three days ago=2024-02-06"),
        ("The siege lasted three years.", "three years=P3Y"),
        ("A two-day truce held.", "two-day=P2D"),
        ("They walked for several weeks.", "several weeks=PXW"),
        ("Patrols pass every day.", "every day=P1D"),
        ("The bomb went off at 8 a.m. Monday.", "8 a.m. Monday=2024-02-05T08:00"),
        ("The bomb went off at 11:45am.", "11:45am=2024-02-09T11:45"),
        ("The army took the hill in late 2022.", "late 2022=2022"),
        ("Fighting eased in the summer of 2022.", "the summer of 2022=2022-SU"),
        ("Fighting eased in the third quarter of 2022.", "the third quarter of 2022=2022-Q3"),
        ("Nobody lives there now.", "now=PRESENT_REF"),
        ("Forts of the 19th century stand.", "the 19th century=18"),
        ("They attacked again at the end of 2022.", "the end of 2022=2022"),
    ] {
        assert_eq!(read(text, Some("2024-02-09")), expected, "{text}");
    }
}

#[test]
fn narratives_count_from_the_date_before() {
    for (text, expected) in [
        (
            "The war began on 3 May 1847. On 9 June the fleet sailed. In August it returned.",
            "3 May 1847=1847-05-03 | 9 June=1847-06-09 | August=1847-08",
        ),
        (
            "He landed on 30 December 1847. In January he won.",
            "30 December 1847=1847-12-30 | January=1848-01",
        ),
        (
            "It fell on 4 May 1847. The next day it burned.",
            "4 May 1847=1847-05-04 | The next day=1847-05-05",
        ),
        ("The league was founded in 478 BC.", "478 BC=BC0478"),
        ("The war of 1847-48 was short.", "1847=1847 | 48=1848"),
    ] {
        assert_eq!(read(text, None), expected, "{text}");
    }
}

#[test]
fn without_anything_to_count_from_the_year_stays_open() {
    for (text, expected) in [
        ("Two died on January 28.", "January 28=XXXX-01-28"),
        ("Two died on Sunday.", "Sunday=XXXX-WXX-7"),
        (
            "The coup was in September 2022. Troops left last year.",
            "September 2022=2022-09 | last year=PAST_REF",
        ),
        (
            "PORT ANDO, 28 JAN 90 (LOCAL RADIO) -- TWO MEN DIED YESTERDAY IN THE HILLS",
            "28 JAN 90=1990-01-28 | YESTERDAY=1990-01-27",
        ),
    ] {
        assert_eq!(read(text, None), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_gives_ordered_hits(words in proptest::collection::vec("the|early|mid|-|last|next|of|May|March|Jan|\\.|,|1916|28|28th|1990s|second|quarter|week|weeks|years|ago|later|every|night|8|:|30am|p\\.m\\.|BC|'s|’|[$]|Monday|yesterday|and|half|a|first|nineteen|new|year|Christmas|İstanbul|99999999999|~|–", 0..14), dated: bool) {
        for text in [words.join(" "), words.concat()] {
            let reference = if dated { Day::parse("2024-02-29") } else { None };
            let (tokens, out) = dates_of(&text, Some(CaseStyle::Mixed), reference);
            let mut at = 0;
            for hit in &out {
                prop_assert!(hit.first >= at && hit.end > hit.first && hit.end as usize <= tokens.len(), "{text:?} {hit:?}");
                at = hit.end;
            }
            for i in 0..tokens.len() {
                if let Some(q) = quantity::quantity_at(&text, &tokens, i) {
                    prop_assert!(q.end > q.first && q.end as usize <= tokens.len());
                }
            }
        }
    }
}

const TIMES: &str = include_str!("../../lexicon/times.txt");

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    /// Whatever stands behind a word, no reading is lost for not being tried.
    #[test]
    fn what_does_not_go_on_has_no_reading(picks in proptest::collection::vec(any::<(u16, u8)>(), 2..12), capital: bool, told: bool, era: bool) {
        let listed: Vec<&str> = TIMES.lines().filter(|line| !line.starts_with(['#', ';'])).flat_map(str::split_whitespace).collect();
        let others = "and to or more than least most consecutive straight full long additional o'clock in latter half part stages hours thousand \
            million zero dozen coming old year day sunday friday of the a men said Oru , . - -- / : ' 's ( $ % 1 2 4 12 24 28 480 1916 1990s 2,000 20th \
            0100 8pm 8.30 30am 1.5 28.01.2024 2024-01-28 3/4/2024";
        let others: Vec<&str> = others.split_whitespace().collect();
        let mut text = String::from(if told { "In 2016 " } else { "in " });
        for (pick, way) in picks {
            let list = if way % 4 == 0 { &others } else { &listed };
            let word = list[usize::from(pick) % list.len()];
            let (initial, rest) = word.split_at(1);
            text += &if capital && way & 4 == 0 { initial.to_uppercase() + rest } else { word.to_owned() };
            text += if way / 8 % 4 == 0 { "" } else { " " };
        }
        for reference in [None, Day::parse("2024-02-29")] {
            let mut lost = Vec::new();
            with_stages(&text, Some(CaseStyle::Mixed), |stages| {
                let mut finder = Finder::of(stages, reference, false);
                finder.anchor = finder.anchor.or(reference.map(Base::from)).filter(|_| told);
                finder.era = era;
                for sentence in stages.sentences {
                    (finder.first, finder.end) = (sentence.first as usize, sentence.end as usize);
                    lost.extend(sentence.range().filter(|&i| finder.promising(i) && !finder.goes_on(i)).filter_map(|i| Some((i, finder.at(i)?))));
                }
            });
            prop_assert!(lost.is_empty(), "{text:?} {lost:?}");
        }
    }
}

#[test]
fn words_that_only_look_like_dates() {
    for text in [
        "Rebels may attack.",
        "REBELS MAY ATTACK THE TOWN",
        "Crowds march to the gate.",
        "CROWDS MARCH TO THE GATE",
        "The second blast killed two.",
        "The fall of the town was quick.",
        "The Sun printed it.",
        "A 45-year-old man fell.",
        "Some 2000 soldiers deserted.",
        "It cost $1999.",
    ] {
        assert_eq!(read(text, Some("2024-02-09")), "", "{text}");
    }
}
