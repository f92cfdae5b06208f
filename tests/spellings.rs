//! Which words of a text are names of a list: by their spelling, by what stands beside them, in a dateline.

use dateline::{Extractor, Gazetteer};

/// An extractor that knows one list, and nothing of what is built in.
fn extractor(list: &str) -> Extractor {
    let lists = Gazetteer::default().with(&[("a.tsv".to_owned(), list.to_owned())]).unwrap();
    Extractor::builder().gazetteer(lists).build().unwrap()
}

/// The names of the list in a text.
fn listed(extractor: &Extractor, text: &str) -> String {
    let document = extractor.extract(text);
    let found: Vec<_> = document.mentions().filter(|m| m.entry().is_some()).map(|m| m.text()).collect();
    found.join("; ")
}

/// A spelling may be written otherwise where the text has it in one: in case, behind a hyphen, with or without its policy.
#[test]
fn spellings_match_as_their_policy_says() {
    let list = "kind\tname\taliases\ngroup\tDawn Front\tDF:exact|Dawn-fajr|la Dawn|the Morning:cue|a: b\ngroup\tOru\tOru Men:fold\n";
    let extractor = extractor(list);
    for (text, expected) in [
        ("The Dawn Front left.", "Dawn Front"),
        ("The dawn front left.", ""),
        ("The Dawn front left.", ""),
        ("The DAWN FRONT left.", "DAWN FRONT"),
        ("The Dawn-Front left.", "Dawn-Front"),
        ("The Dawn-front left.", "Dawn-front"),
        ("DF men left.", "DF"),
        ("Df men left.", ""),
        ("The Dawn-Fajr left.", "Dawn-Fajr"),
        ("They saw la Dawn.", "la Dawn"),
        ("They saw la dawn.", ""),
        ("The Morning left.", ""),
        ("The Oru Men left.", "Oru Men"),
        ("Oru left.", "Oru"),
        ("oru left.", ""),
    ] {
        assert_eq!(listed(&extractor, text), expected, "{text}");
    }
}

/// A name that is a word is one where the words beside it speak for it.
#[test]
fn words_are_names_where_their_context_speaks_for_it() {
    let list = "kind\tname\taliases\ngroup\tIron Tide\tIT:context\nplace\tDuskville\tDusk:context|Dk.:context|Grey Dawn:context\n\
        place\tOruville\t\nplace\tMirelton\t\n";
    let extractor = extractor(list);
    for (text, expected) in [
        ("Then IT left.", "IT"),
        ("Then it left.", ""),
        ("He cried STOP DOING IT RIGHT NOW and left, he said to them at noon.", ""),
        ("He cried LET IT RIGHT NOW and left, he said to them at noon.", "IT"),
        ("He cried STOP DOING IT NOW and left, he said to them at noon.", "IT"),
        ("He left Dusk.", "Dusk"),
        ("He left dusk.", ""),
        ("Dusk fell.", ""),
        ("He saw Dusk.", ""),
        ("In Dusk it rained.", "Dusk"),
        ("Dusk police left.", "Dusk"),
        ("The Dusk police left.", "Dusk"),
        ("But Dusk police left.", "Dusk"),
        ("Mr Dusk police left.", ""),
        ("The old Dusk police left.", "Dusk"),
        ("They left Dusk Fields.", ""),
        ("The Dusk-based band left.", "Dusk"),
        ("The Dusk-born band left.", "Dusk"),
        ("The Dusk-like air was cold.", ""),
        ("He saw Oru, Dusk and Mirel.", "Dusk"),
        ("He saw mud, Dusk and Mirel.", ""),
        ("He saw Oru (Dusk).", "Dusk"),
        ("He saw Dusk, Oru.", "Dusk"),
        ("Dusk, Oru said.", ""),
        ("He saw Dusk, he said.", ""),
        ("He left Dk. Police said so.", "Dk."),
        ("Rain fell in Oru and Dusk.", "Dusk"),
        ("Rain fell near Oru, Mirel and Dusk.", "Dusk"),
        ("He met Oru and Dusk.", ""),
        ("In and Dusk fell.", ""),
        ("Rain in mud and Dusk fell.", ""),
        ("He saw Oruville, Mirelton and Dusk.", "Oruville; Mirelton; Dusk"),
        ("He saw Oruville, Mirelton, Dusk.", "Oruville; Mirelton; Dusk"),
        ("He saw Oruville, mud, Mirelton and Dusk.", "Oruville; Mirelton"),
        ("He saw Oruville Mirelton and Dusk.", "Oruville; Mirelton"),
        ("He saw Oruville, Mirelton or Dusk.", "Oruville; Mirelton"),
        ("He saw Oruville, the Iron Tide and Dusk.", "Oruville; Iron Tide"),
    ] {
        assert_eq!(listed(&extractor, text), expected, "{text}");
    }
}

/// A name that is a word is one in the dateline of an article.
#[test]
fn words_are_names_in_a_dateline() {
    let list = "kind\tname\taliases\nplace\tDuskville\tDusk:context|Grey Dawn:context\n";
    let extractor = extractor(list);
    let story = "Rain fell on the old town for nine days, an official said on Monday, and the river rose to the roofs of the houses.";
    for (opening, expected) in [
        ("DUSK - ", "DUSK"),
        ("DUSK \u{2014} ", "DUSK"),
        ("DUSK, Orumba - ", "DUSK"),
        ("GREY DAWN - ", "GREY DAWN"),
        ("GREY Dawn - ", ""),
        ("Dusk - ", ""),
        ("DUSK-like ", ""),
        ("DUSK, he said, ", ""),
        ("DUSK: ", ""),
        ("He cried DUSK - ", ""),
        ("Rain fell for days on all of us. DUSK - ", "DUSK"),
        ("Rain fell for days on all of us\nDUSK - ", "DUSK"),
        ("Rain fell for days on all of us, DUSK - ", ""),
    ] {
        let text = format!("{opening}{story}");
        assert_eq!(listed(&extractor, &text), expected, "{text}");
    }
}
