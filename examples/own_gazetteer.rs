//! A list of your own beside the built-in ones.

use dateline::{Error, Extractor};

fn main() -> Result<(), Error> {
    let list = "kind\tname\taliases\ngroup\tDawn Front\tPopular Dawn Front|PDF:exact\nplace\tMirel\t\n";
    let extractor = Extractor::builder().gazetteer_tsv("mine.tsv", list).build()?;
    let document = extractor.extract("The Popular Dawn Front attacked a mill in Mirel.");
    for mention in document.mentions() {
        println!("{:<14} {:<28} {}", mention.kind().as_str(), mention.text(), mention.name());
    }
    Ok(())
}
