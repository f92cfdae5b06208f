//! A list of your own beside the built-in ones, with a kind of its own, saved as an index that opens in a moment.

use std::error::Error;
use std::fs;

use dateline::{Extractor, Gazetteer};

const LIST: &str = "\
kind\tname\taliases
kind\tship\t
group\tDawn Front\tPopular Dawn Front|PDF:exact
place\tMirel\t
ship\tOrumba Star\t
";

fn main() -> Result<(), Box<dyn Error>> {
    let lists = Gazetteer::builtin().with(&[("mine.tsv".into(), LIST.into())])?;

    // A list of millions is indexed once; afterwards the file is opened, read or mapped into memory.
    let path = std::env::temp_dir().join(format!("dateline-own-gazetteer-{}.index", std::process::id()));
    lists.save(fs::File::create(&path)?)?;
    let lists = Gazetteer::open(fs::read(&path)?)?;
    fs::remove_file(&path)?;

    let extractor = Extractor::builder().gazetteer(lists).build()?;
    let document = extractor.extract("The Popular Dawn Front attacked the Orumba Star off Mirel.");
    for mention in document.mentions() {
        println!("{:<14} {:<28} {}", mention.kind().as_str(), mention.text(), mention.name());
    }
    Ok(())
}
