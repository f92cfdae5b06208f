//! Why a rule fired in a sentence, or how far it got: `explain [RULE [SENTENCE]]`.

use dateline::Extractor;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let rule = arguments.next().unwrap_or_else(|| "claim/responsibility".to_owned());
    let sentence = arguments
        .next()
        .unwrap_or_else(|| "The Islamic State claimed responsibility for the blast. The minister claimed a win.".to_owned());
    print!("{}", Extractor::new().explain(&sentence, &rule));
}
