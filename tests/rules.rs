//! Rules and lists of a user: what they find, and how their errors read.

use dateline::{Extractor, Relation};

#[test]
fn a_users_rule_is_matched_and_can_be_left_out() {
    let rules = "frame mine/defuse -> foiled {\n  verbs defuse\n  plot = object\n  agent = subject\n}\n";
    let text = "Soldiers defused a bomb.";
    let with = Extractor::builder().rules("mine.rules", rules).build().unwrap();
    let document = with.extract(text);
    let Some(Relation::Foiled(f)) = document.relations().next() else {
        panic!("no relation")
    };
    assert_eq!((f.agent().to_string(), f.plot().to_string()), ("Soldiers".into(), "a bomb".into()));
    let without = Extractor::builder().rules("mine.rules", rules).without("mine").build().unwrap();
    assert!(without.extract(text).relations().all(|r| r.view().rule() != "mine/defuse"));
}

#[test]
fn a_users_rule_wins_a_tie_and_tells_its_measure() {
    let rules = "frame mine/detain -> detained {\n  verbs detain\n  detainee = object\n  agent = subject\n  measured 17/18\n}\n";
    let extractor = Extractor::builder().rules("mine.rules", rules).build().unwrap();
    let document = extractor.extract("Police detained 47 people.");
    let found: Vec<_> = document.relations().map(|r| (r.view().rule(), r.view().confidence())).collect();
    assert_eq!(found, [("mine/detain", 0.9)]);
}

#[test]
fn each_rule_tells_its_file_and_line() {
    let frame = |id: &str| format!("frame mine/{id} -> foiled {{\n  verbs defuse\n  plot = object\n}}\n");
    let rules = format!("# Mine.\n{}\n{}{}", frame("one"), frame("two"), frame("three"));
    let extractor = Extractor::builder().rules("mine.rules", &rules).build().unwrap();
    let mine: Vec<_> = extractor
        .rule_list()
        .filter(|r| r.file == "mine.rules")
        .map(|r| (r.id, r.line))
        .collect();
    assert_eq!(mine, [("mine/one", 2), ("mine/two", 7), ("mine/three", 11)]);
}

/// A file with a rule for each element of the language: what it matches and what it does not.
#[test]
fn every_element_of_the_rule_language_matches_what_it_says() {
    let rules = include_str!("language.rules");
    let extractor = Extractor::builder().rules("language.rules", rules).build();
    let extractor = extractor.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(extractor.failing_examples(), Vec::<String>::new());
}

/// What an explanation says, whole: a rule that fired, and how far others got.
#[test]
fn an_explanation_tells_how_far_each_rule_got() {
    let rules = "relation told { who what }
frame mine/decorate -> told {
  verbs decorate
  nouns decoration
  who = subject by
  what = object of
  require who|what
  require who
}
pattern mine/hum -> told {
  | who:@person hummed what:PHRASE
}
";
    let extractor = Extractor::builder().rules("mine.rules", rules).build().unwrap();
    let text = "Luis Vano decorated a hall. A hall was decorated. The decoration of the hall by Ana Ferro ended. Luis Vano hummed a tune. \
                Luis Vano hummed. It rained.";
    let said = r#"Luis Vano decorated a hall.
  phrases: [Luis Vano] <decorated> [a hall]
  mine/decorate fired on "decorated": who="Luis Vano" what="a hall"
  mine/hum: 1 of 3 elements match at "Luis Vano"
A hall was decorated.
  phrases: [A hall] <was decorated>
  mine/decorate: stands on "decorated", but another rule took it or a filler is missing (required: who or what, who)
  mine/hum: its first element matches nowhere
The decoration of the hall by Ana Ferro ended.
  phrases: [The decoration] [the hall] [Ana Ferro] <ended>
  mine/decorate fired on "decoration": who="Ana Ferro" what="the hall"
  mine/hum: 1 of 3 elements match at "Ana Ferro"
Luis Vano hummed a tune.
  phrases: [Luis Vano] [a tune]
  mine/decorate: none of its verbs or nouns is the head of a phrase
  mine/hum fired on "Luis Vano hummed a tune": who="Luis Vano" what="a tune"
Luis Vano hummed.
  phrases: [Luis Vano]
  mine/decorate: none of its verbs or nouns is the head of a phrase
  mine/hum: 2 of 3 elements match at "Luis Vano hummed"
It rained.
  phrases: [It] <rained>
  mine/decorate: none of its verbs or nouns is the head of a phrase
  mine/hum: its first element matches nowhere
"#;
    assert_eq!(extractor.explain(text, "mine/"), said);
    assert_eq!(extractor.explain("Luis Vano left.", "none/such"), "there is no rule 'none/such'\n");
}

#[test]
fn an_article_may_be_cut_off_anywhere() {
    let extractor = Extractor::new();
    let whole = "The raids were in Springfield, Mirel and Aleppo, said Gen. Ana Weller, head of the city's police: at least two of the \
                 rebels (known as \"Oru Front\") who, on Monday, 4 May, had fled to the towns of Oru, and Kabul, were killed.";
    let beginnings = whole.char_indices().map(|(end, _)| &whole[..end]);
    let odd = [
        "",
        " ",
        "\u{feff}",
        "((((((",
        "\"\"\"\"",
        "and and and and",
        "İ\u{301}\u{ad}",
        "No. No. No.",
        "’s ’s 's",
        "A\u{0}B",
        "killed killed killed by by by",
    ];
    for text in beginnings.chain(odd) {
        let document = extractor.extract(text);
        for mention in document.mentions() {
            assert!(text.get(mention.span().start()..mention.span().end()).is_some(), "{text:?}");
        }
    }
}
